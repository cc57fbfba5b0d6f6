// Checkov's tests of its ARM and Bicep checks: folders of templates, and the resources that must pass and fail in each.

import type { Checkout } from './checkout.ts';
import type { Outcome, PeerTest, Seen } from './peer-test.ts';

/** The tests of the checks that have one of these ids. */
export function checkovTests(checkout: Checkout, controls: ReadonlySet<string>): readonly PeerTest[] {
  return checksIn(checkout).flatMap((check) => (controls.has(check.id) ? testsOf(checkout, check) : []));
}

interface Check {
  readonly id: string;
  /** Of its module, and of its test. */
  readonly name: string;
  readonly language: string;
  /** The resource types that it is about, lower case. */
  readonly types: readonly string[];
}

function checksIn(checkout: Checkout): readonly Check[] {
  return checkout.paths.flatMap((path) => {
    const [, language, name] = /^checkov\/(arm|bicep)\/checks\/.*?(\w+)\.py$/.exec(path) ?? [];
    if (language === undefined || name === undefined || name.startsWith('_')) return [];
    const text = checkout.read(path);
    const id = /\bid\s*=\s*["'](CKV2?_AZURE_\d+)["']/.exec(text)?.[1];
    const types = /supported_resources\s*=\s*[([]([^)\]]*)/.exec(text)?.[1] ?? '';
    return id === undefined ? [] : [{ id, name, language, types: quoted(types.toLowerCase()) }];
  });
}

function testsOf(checkout: Checkout, { id: control, name, language, types }: Check): readonly PeerTest[] {
  const source = checkout.paths.find(
    (path) => path.startsWith(`tests/${language}/`) && path.endsWith(`/test_${name}.py`),
  );
  if (source === undefined) return [];
  const text = checkout.read(source);
  const folder = `${source.slice(0, source.lastIndexOf('/'))}/${/\bexample_\w+/.exec(text)?.[0]}/`;
  const files = checkout.paths.filter((path) => path.startsWith(folder) && /\.(json|bicep)$/.test(path));
  return [
    {
      control,
      source,
      settings: {},
      fixtures: files.map((path) => ({
        kind: 'template',
        name: path.slice(folder.length),
        files: { [path]: checkout.read(path) },
        forced: [],
      })),
      expected: expectation(types, namesIn(text, 'passing'), namesIn(text, 'failing')),
      counts: { pass: countIn(text, 'pass'), fail: countIn(text, 'fail') },
    },
  ];
}

/** The resources that a test lists; undefined where it only counts them. */
function namesIn(text: string, kind: 'passing' | 'failing'): readonly string[] | undefined {
  const list = new RegExp(`${kind}_resources\\s*=\\s*\\{([^}]*)\\}`).exec(text)?.[1];
  return list === undefined ? undefined : quoted(list);
}

function quoted(text: string): readonly string[] {
  return [...text.matchAll(/["']([^"']+)["']/g)].map(([, word = '']) => word);
}

/** A number, or the length of the list of names. */
function countIn(text: string, kind: 'pass' | 'fail'): number {
  const counted = new RegExp(`summary\\[["']${kind}ed["']\\],\\s*(\\d+)`).exec(text)?.[1];
  return counted === undefined ? (namesIn(text, `${kind}ing`)?.length ?? 0) : Number(counted);
}

/** By the lists, where a name is in one of them only; otherwise by the name of the file. */
function expectation(
  types: readonly string[],
  passing: readonly string[] | undefined,
  failing: readonly string[] | undefined,
): (resource: Seen) => Outcome | undefined {
  return ({ type, name, file }) => {
    if (!types.includes(type.toLowerCase())) return undefined;
    const [passes, fails] = [passing, failing].map((names) => names?.includes(`${type}.${name}`) ?? false);
    if (passes !== fails) return passes ? 'pass' : 'fail';
    if (!passes && passing !== undefined) return undefined;
    const base = file.slice(file.lastIndexOf('/') + 1);
    if (/fail/i.test(base)) return 'fail';
    return /pass/i.test(base) ? 'pass' : undefined;
  };
}
