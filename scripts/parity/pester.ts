// What PSRule's Pester tests assert, read line by line: they are written by one pattern, and only that pattern is read.

import type { Outcome } from './peer-test.ts';

/** Resources that a rule must give an outcome. */
export interface Assertion {
  readonly rule: string;
  readonly outcome: Outcome;
  readonly names: readonly string[];
}

/** A `Context`: what is judged, and what is asserted of it. */
export interface Context {
  /** Files that are judged, beside the test. */
  readonly inputs: readonly string[];
  /** Names that are judged as resources with nothing but a name and a type. */
  readonly names: readonly string[];
  readonly type: string;
  /** Configuration by name. */
  readonly configured: readonly (readonly [string, readonly string[]])[];
  readonly assertions: readonly Assertion[];
}

/** The contexts of a test file, in order. */
export function contextsIn(text: string): readonly Context[] {
  return text
    .split(/^\s*Context '/m)
    .slice(1)
    .map(contextIn);
}

function contextIn(text: string): Context {
  const lists = new Map(
    [...text.matchAll(/\$(\w*names) = @\(([^)]*)\)/gi)].map(
      ([, name = '', list = '']) => [name, quoted(list)] as const,
    ),
  );
  return {
    inputs: [...text.matchAll(/-Path \$here -ChildPath '([^']+\.json)'/g)].map(([, name = '']) => name),
    names: [...lists.values()].flat(),
    type: /\b(?:Resource)?Type\s*= '([^']+)'/.exec(text)?.[1] ?? '',
    configured: [...text.matchAll(/'(?:Configuration\.)?(AZURE_\w+)'\s*= (@\([^)]*\)|'[^']*')/g)].map(
      ([, name = '', values = '']) => [name, quoted(values)] as const,
    ),
    assertions: [...listedAssertions(text), ...namedAssertions(text, lists)],
  };
}

const outcomes: Readonly<Record<string, Outcome>> = { Pass: 'pass', Fail: 'fail', None: 'none' };

/** `RuleName -eq`, then for each outcome the names of the targets. */
function listedAssertions(text: string): readonly Assertion[] {
  const found: Assertion[] = [];
  let rule = '';
  let outcome: Outcome | undefined;
  for (const line of text.split('\n')) {
    rule = /RuleName -eq '([^']+)'/.exec(line)?.[1] ?? rule;
    outcome = outcomes[/Outcome -eq '(\w+)'/.exec(line)?.[1] ?? ''] ?? outcome;
    const names = /\$ruleResult\.Target(?:Object\.)?Name \| Should -Be(?:In)? (.+)$/.exec(line)?.[1];
    if (names !== undefined && outcome !== undefined) found.push({ rule, outcome, names: quoted(names) });
  }
  return found;
}

/** `It '<_>' -ForEach $names`: every name of a list has one outcome. */
function namedAssertions(text: string, lists: ReadonlyMap<string, readonly string[]>): readonly Assertion[] {
  return text
    .split(/^\s*It '<_>' -ForEach \$/m)
    .slice(1)
    .flatMap((test): readonly Assertion[] => {
      const names = lists.get(/^\w+/.exec(test)?.[0] ?? '');
      const rule = /-Name '([^']+)'/.exec(test)?.[1];
      const outcome = outcomes[/Outcome \| Should -Be '(\w+)'/.exec(test)?.[1] ?? ''];
      return names === undefined || rule === undefined || outcome === undefined ? [] : [{ rule, outcome, names }];
    });
}

function quoted(text: string): readonly string[] {
  return [...text.matchAll(/'([^']*)'/g)].map(([, value = '']) => value);
}
