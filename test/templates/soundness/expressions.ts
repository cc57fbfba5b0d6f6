// Random expressions of each type over whatever names there are.

import fc from 'fast-check';

/** Expressions without their brackets, by the type of what they give. */
export interface Typed<T> {
  readonly text: T;
  readonly number: T;
  readonly truth: T;
  readonly list: T;
  readonly object: T;
}

/** The simplest expressions of every type, what names stand for, and how deep calls are put around them. */
export interface Names extends Typed<readonly string[]> {
  readonly depth: number;
}

/** Names of two places together. */
export function bothNames(a: Names, b: Partial<Names>): Names {
  return {
    depth: a.depth,
    text: [...a.text, ...(b.text ?? [])],
    number: [...a.number, ...(b.number ?? [])],
    truth: [...a.truth, ...(b.truth ?? [])],
    list: [...a.list, ...(b.list ?? [])],
    object: [...a.object, ...(b.object ?? [])],
  };
}

const words = ["'on'", "'Prod'", "'a-b'", "''", "'x/y,z'"];
const delimiters = ["'-'", "'/'", "createArray(',', '-')"];

/** Random expressions over names. */
export function expressionsOver(names: Names): Typed<fc.Arbitrary<string>> {
  return fc.letrec<{ text: string; number: string; truth: string; list: string; object: string }>((tie) => {
    const [text, number, truth, list, object] = [tie('text'), tie('number'), tie('truth'), tie('list'), tie('object')];
    const any = fc.oneof(text, number, truth, list, object);
    const call = (name: string, ...args: readonly fc.Arbitrary<string>[]): fc.Arbitrary<string> =>
      fc.tuple(...args).map((written) => `${name}(${written.join(', ')})`);
    const oneOf = (...choices: readonly string[]): fc.Arbitrary<string> => fc.constantFrom(...choices);
    const either = (inner: fc.Arbitrary<string>): fc.Arbitrary<string> => call('if', truth, inner, inner);
    const nested = (leaves: readonly string[], ...calls: readonly fc.Arbitrary<string>[]): fc.Arbitrary<string> =>
      fc.oneof(
        { maxDepth: names.depth, depthIdentifier: 'expression', withCrossShrink: true },
        fc.constantFrom(...leaves),
        ...calls,
      );
    // How other texts are sorted no source tells.
    const sortable = oneOf("parameters('env')", "'on'", "'Prod'", "toLower(parameters('env'))");
    const small = oneOf('0', '1', '2', '3');
    return {
      text: nested(
        [...names.text, ...words],
        either(text),
        call('concat', text, text),
        call('concat', text, number, truth),
        call('format', oneOf("'{0}-{1}'", "'{1}{0}x'", "'{0,4}{1}'"), text, fc.oneof(text, number, truth)),
        call(`coalesce`, fc.oneof(text, oneOf('null()')), text),
        oneOf('toLower', 'toUpper', 'trim', 'base64', 'uniqueString', 'uriComponent', 'guid', 'string').chain((name) =>
          call(name, text),
        ),
        // Of an empty text there is no first character that any source tells of.
        oneOf('first', 'last').chain((name) => call(name, call('concat', text, oneOf("'x'")))),
        call('string', fc.oneof(number, list, object)),
        call('replace', text, oneOf("'-'", "'o'", "'on'"), text),
        call('substring', text, small, small),
        call('take', text, number),
        call('skip', text, number),
        call('padLeft', fc.oneof(text, number), oneOf('3', '6'), oneOf("'0'")),
        call('join', list, oneOf("','", "''")),
        call('first', list),
        call('last', call('split', text, oneOf(...delimiters))),
        fc.tuple(text, oneOf(...delimiters), small).map(([whole, by, at]) => `split(${whole}, ${by})[${at}]`),
        fc.tuple(object, oneOf('k', 'tags.a', 'K')).map(([owner, key]) => `${owner}.${key}`),
        fc.tuple(object, text).map(([owner, key]) => `${owner}[${key}]`),
        fc.tuple(list, number).map(([owner, index]) => `${owner}[${index}]`),
        call('tryGet', object, text),
        call('tryGet', list, number),
        fc.tuple(object).map(([owner]) => `coalesce(tryGet(${owner}, 'tags', 'a'), 'none')`),
        fc.tuple(object, small).map(([owner, index]) => `items(${owner})[${index}].key`),
        fc
          .tuple(list, text)
          .map(
            ([all, start]) =>
              `reduce(${all}, ${start}, lambda('sum', 'next', concat(lambdaVariables('sum'), lambdaVariables('next'))))`,
          ),
        call('resourceId', oneOf("'A.B/things'"), text),
        call('uri', oneOf("'https://contoso.com/x/'"), text),
      ),
      number: nested(
        [...names.number, '0', '1', '2', '-1', '9007199254740993'],
        either(number),
        oneOf('add', 'sub', 'mul', 'mod', 'div', 'min', 'max').chain((name) => call(name, number, number)),
        call('length', fc.oneof(text, list, object)),
        call('indexOf', text, text),
        call('lastIndexOf', text, oneOf("'o'", "'-'", "parameters('env')")),
        call('indexOf', list, text),
        call('int', fc.oneof(call('string', number), text)),
        call(
          'coalesce',
          fc.tuple(object, oneOf('n', 'x')).map(([owner, key]) => `tryGet(${owner}, '${key}')`),
          number,
        ),
        fc.tuple(object).map(([owner]) => `${owner}.n`),
        oneOf('min', 'max').chain((name) => call(name, call('createArray', number, number))),
      ),
      truth: nested(
        [...names.truth, 'true()', 'false()'],
        either(truth),
        call('not', truth),
        oneOf('and', 'or').chain((name) => fc.oneof(call(name, truth, truth), call(name, truth, truth, truth))),
        call('equals', any, any),
        call('equals', text, text),
        call('equals', number, number),
        call('contains', text, text),
        call('contains', list, text),
        call('contains', object, text),
        call('empty', fc.oneof(text, list, object)),
        oneOf('startsWith', 'endsWith').chain((name) => call(name, text, text)),
        oneOf('less', 'lessOrEquals', 'greater', 'greaterOrEquals').chain((name) =>
          fc.oneof(call(name, number, number), call(name, sortable, sortable)),
        ),
        call('bool', oneOf("'true'", "'0'", '1')),
        call('like', text, oneOf("'o*'", "'*-*'")),
        call(
          'coalesce',
          fc.tuple(object).map(([owner]) => `tryGet(${owner}, 'on')`),
          truth,
        ),
      ),
      list: nested(
        [...names.list, 'createArray()', "createArray('a', 'on')"],
        either(list),
        call('createArray', text, text),
        call('array', text),
        call('concat', list, list),
        call('split', text, oneOf(...delimiters)),
        oneOf('union', 'intersection').chain((name) => call(name, list, list)),
        oneOf('take', 'skip').chain((name) => call(name, list, number)),
        call('distinct', list),
        call('flatten', call('createArray', list, list)),
        call('map', call('range', oneOf('0', '1'), number), oneOf("lambda('i', string(lambdaVariables('i')))")),
        call(
          'map',
          list,
          text.map((body) => `lambda('x', concat(lambdaVariables('x'), ${body}))`),
        ),
        call('map', list, oneOf("lambda('x', 'i', format('{0}{1}', lambdaVariables('x'), lambdaVariables('i')))")),
        call(
          'filter',
          list,
          truth.map((body) => `lambda('x', or(equals(lambdaVariables('x'), 'on'), ${body}))`),
        ),
        call(
          'filter',
          list,
          text.map((body) => `lambda('x', contains(lambdaVariables('x'), ${body}))`),
        ),
        call('sort', list, oneOf("lambda('a', 'b', less(lambdaVariables('a'), lambdaVariables('b')))")),
        call('objectKeys', object),
        fc.tuple(object).map(([owner]) => `map(items(${owner}), lambda('i', lambdaVariables('i').key))`),
        fc.tuple(object).map(([owner]) => `coalesce(tryGet(${owner}, 'list'), createArray('none'))`),
        call('coalesce', list, list),
      ),
      object: nested(
        [...names.object, 'createObject()', "createObject('k', 'on', 'n', 1)"],
        either(object),
        call('createObject', oneOf("'k'", "'K'", "'tags'"), fc.oneof(text, object), oneOf("'n'"), number),
        call('createObject', text, any),
        oneOf('union', 'intersection').chain((name) => call(name, object, object)),
        call('union', object, object, object),
        call('shallowMerge', call('createArray', object, object)),
        call(
          'toObject',
          list,
          oneOf("lambda('x', lambdaVariables('x'))"),
          text.map((body) => `lambda('x', concat(lambdaVariables('x'), ${body}))`),
        ),
        call('groupBy', list, oneOf("lambda('x', lambdaVariables('x'))", "lambda('x', take(lambdaVariables('x'), 1))")),
        call(
          'mapValues',
          object,
          fc.oneof(
            any.map((body) => `lambda('v', ${body})`),
            oneOf("lambda('v', string(lambdaVariables('v')))"),
          ),
        ),
        call('json', oneOf(`'{"k": "on", "list": ["a"]}'`, "'{}'")),
        call('coalesce', object, object),
        fc.tuple(object).map(([owner]) => `coalesce(tryGet(${owner}, 'tags'), createObject('a', 'none'))`),
        fc
          .tuple(list, object)
          .map(
            ([all, start]) =>
              `reduce(${all}, ${start}, lambda('sum', 'next', union(lambdaVariables('sum'), createObject(lambdaVariables('next'), 1))))`,
          ),
      ),
    };
  });
}
