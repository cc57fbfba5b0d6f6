// `$task`: what the task file of an ACR task does.

import { memberOf, reasonsOf } from '../../values/access.ts';
import { type Because, joinReasons } from '../../values/because.ts';
import { mapChoices } from '../../values/choice.ts';
import { knownString } from '../../values/compare.ts';
import { isJsonObject } from '../../values/json.ts';
import { termOf } from '../../values/lattice.ts';
import { samePath } from '../../values/path.ts';
import { anyItemTerm, memberTerm } from '../../values/terms.ts';
import {
  arrayOf,
  type Element,
  known,
  must,
  objectOf,
  type Plain,
  stringOf,
  unknown,
  type Value,
} from '../../values/value.ts';
import { type Fact, isConcealed, notKnown } from './tasks/facts.ts';
import { type GivenValues, givenValues } from './tasks/given-values.ts';
import { taskFacts } from './tasks/task-file.ts';
import { fromBase64, type Mark, maxTaskSize, taskText, type ValueOf } from './tasks/task-text.ts';
import { NotUnderstood } from './tasks/yaml-lines.ts';
import { unknownView, type View } from './view.ts';

const name = '$task';

/**
 * `$task`: of a step with `encodedTaskContent`, its `values` put in, or of such a text alone: what the file builds, runs,
 * pushes and purges. What is not known in the middle of a file is taken to stay in its word.
 */
export const task: View = (value) => {
  const known = keyOf(value);
  const found = seen.get(known);
  if (found !== undefined && isSame(found.of, value)) return found.task;
  const made = read(value);
  seen.set(known, { of: value, task: made });
  return made;
};

/** Every rule about tasks asks for the same file again. */
const seen = new WeakMap<object, { readonly of: Plain; readonly task: Value | undefined }>();

/** A value that is known is made anew for each who reads it; what it holds is the same. */
function keyOf(value: Plain): object {
  return value.kind === 'known' && isJsonObject(value.json) ? value.json : value;
}

/** Whether values that hold the same stand at the same place. */
function isSame(a: Plain, b: Plain): boolean {
  if (a === b) return true;
  const [one, other] = [a.origin, b.origin];
  if (a.secret !== b.secret || one === undefined || other === undefined) return false;
  return one.written && other.written && one.document === other.document && samePath(one.path, other.path);
}

function read(value: Plain): Value | undefined {
  if (value.kind === 'string' || knownString(value) !== undefined) return ofContent(value, nothingGiven.read([]), []);
  const content = memberOf(value, 'encodedTaskContent')?.value;
  if (content === undefined) return undefined;
  const given = givenValues(value);
  return mapChoices([content, ...given.parts], ([plain, ...parts]) =>
    plain === undefined ? undefined : ofContent(plain, given.read(parts), given.because),
  );
}

/** A text alone says nothing about values. */
const nothingGiven: GivenValues = { parts: [], read: () => () => ({ kind: 'hole' }), because: [] };

function ofContent(content: Plain, given: ValueOf, because: readonly Because[]): Value | undefined {
  const encoded = knownString(content);
  if (encoded === undefined)
    return content.kind === 'string' || content.kind === 'unknown'
      ? unknownView(content, name, reasonsOf(content))
      : undefined;
  if (encoded.length > 2 * maxTaskSize)
    return unknownView(content, name, [{ kind: 'budget', what: 'the task file is too long' }]);
  try {
    const text = taskText(fromBase64(encoded), given);
    const facts = taskFacts(text);
    return new FactReader(content, text.marks, because).value(facts, '');
  } catch (error) {
    if (!(error instanceof NotUnderstood)) throw error;
    return unknownView(content, name, [{ kind: 'unsupported', what: 'the task file is not understood' }]);
  }
}

/** A class because every part of one task is made a value in the same way. */
class FactReader {
  private readonly content: Plain;
  private readonly marks: ReadonlyMap<string, Mark>;
  /** Why what holes take part in is not known. */
  private readonly because: readonly Because[];

  constructor(content: Plain, marks: ReadonlyMap<string, Mark>, because: readonly Because[]) {
    this.content = content;
    this.marks = marks;
    const holes = [...marks.values()].flatMap((mark): readonly Because[] => {
      const what = mark.kind === 'hole' ? `{{${mark.expression}}} in the task file is only known when it runs` : '';
      return what === '' ? [] : [{ kind: 'unsupported', what }];
    });
    this.because = joinReasons(because, holes);
  }

  /** A fact as a value. `path` tells unknown parts of one task from each other. */
  value(fact: Exclude<Fact, undefined>, path: string): Value {
    const { origin, secret } = this.content;
    if (fact === notKnown) return this.unknown(path);
    if (typeof fact === 'string') return this.text(fact, secret);
    if (isConcealed(fact)) return this.text(fact.concealed, true);
    if (typeof fact !== 'object') return known(fact, origin, secret);
    if (Array.isArray(fact)) return this.list(fact, path);
    const entries = Object.entries(fact).flatMap(([key, member]) =>
      member === undefined ? [] : [[key, must(this.value(member, `${path}.${key}`))] as const],
    );
    return objectOf(new Map(entries), { origin });
  }

  private list(facts: readonly Fact[], path: string): Value {
    const items: Element[] = [];
    for (const [i, fact] of facts.entries()) {
      if (fact === undefined) continue;
      const item = this.value(fact, `${path}[${i}]`);
      items.push(fact === notKnown ? { kind: 'spread', item, because: reasonsOf(item) } : item);
    }
    return arrayOf(items, this.content.origin);
  }

  private unknown(path: string): Value {
    const { origin, secret } = this.content;
    const nothing = { kind: 'unsupported', what: 'what a command of the task does is not known' } as const;
    const because = this.because.length > 0 ? this.because : [nothing];
    return unknown(because, anyItemTerm(this.term(path)), { origin, secret });
  }

  /** Run variables are written as the template language writes them; holes are holes. */
  private text(text: string, secret: boolean): Value {
    const { origin } = this.content;
    const parts = text.split(/([\ue000-\uf8ff])/).map((part) => {
      const mark = this.marks.get(part);
      if (mark === undefined) return part;
      if (mark.kind === 'run') return `{{.Run.${mark.name}}}`;
      return unknown(this.because, this.term(mark.expression), { type: 'string', origin, secret });
    });
    return stringOf(parts, origin, secret);
  }

  private term(part: string): string {
    return memberTerm(memberTerm(termOf(this.content), name), part);
  }
}
