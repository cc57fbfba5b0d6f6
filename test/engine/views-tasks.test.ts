// `$task`: what task files of ACR tasks do.

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseDocument } from 'yaml';
import { agoInDays } from '../../src/engine/views/tasks/durations.ts';
import { notKnown } from '../../src/engine/views/tasks/facts.ts';
import { filterFacts } from '../../src/engine/views/tasks/filters.ts';
import { shellWords } from '../../src/engine/views/tasks/shell-words.ts';
import { readYamlSubset } from '../../src/engine/views/tasks/yaml-subset.ts';
import { viewed } from '../../src/engine/views/views.ts';
import { elementsOf, memberOf, toJson } from '../../src/values/access.ts';
import { choiceAmong } from '../../src/values/choice.ts';
import type { Json } from '../../src/values/json.ts';
import { arrayOf, known, must, objectOf, type Plain, unknown, type Value } from '../../src/values/value.ts';

const given = unknown([{ kind: 'parameter', name: 'given' }], "parameters('given')", { type: 'string' });

function base64(text: string): string {
  return Buffer.from(text).toString('base64');
}

/** A value with `?` for what is not known, and `…` for any number of items that are not known. */
function shown(value: Value | undefined): Json | undefined {
  if (value === undefined) return undefined;
  if (value.kind === 'unknown') return '?';
  if (value.kind === 'string') return value.parts.map((part) => (typeof part === 'string' ? part : '?')).join('');
  if (value.kind === 'array')
    return (elementsOf(value) ?? []).map((item) => (item.kind === 'spread' ? '…' : (shown(item) ?? null)));
  if (value.kind === 'object')
    return Object.fromEntries([...value.entries].map(([key, entry]) => [key, shown(entry.value) ?? null]));
  return toJson(value);
}

/** What `$task` says of the text of a file, at a path. */
function seen(text: string, path: readonly string[] = [], values?: Json): Json | undefined {
  const step = { encodedTaskContent: base64(text), ...(values === undefined ? {} : { values }) };
  let value = viewed(known(step), '$task');
  for (const segment of path) value = value === undefined ? undefined : memberOf(value as Plain, segment)?.value;
  return shown(value);
}

function running(command: string): string {
  return `version: v1.1.0\nsteps:\n  - cmd: ${command}\n`;
}

/** The purges of a file with one command, without what follows from other members. */
function purges(command: string): Json | undefined {
  const list = seen(running(command), ['purges']);
  return Array.isArray(list)
    ? list.map((purge) => {
        if (typeof purge !== 'object' || purge === null) return purge;
        const { filters, cli, step, ...rest } = purge as Record<string, Json>;
        return { ...rest, filters: (filters as readonly { text: string }[]).map(({ text }) => text) };
      })
    : list;
}

const usual = {
  keep: 0,
  untagged: false,
  untaggedOnly: false,
  dryRun: false,
  includeLocked: false,
  untaggedByAge: true,
};

describe('the flags of acr purge', () => {
  it.each<[string, Json]>([
    ["acr purge --filter 'app:.*' --ago 30d", [{ ...usual, filters: ['app:.*'], ago: 30 }]],
    ['acr purge -f "app:.*" --ago=7d --keep=3', [{ ...usual, filters: ['app:.*'], ago: 7, keep: 3 }]],
    ['acr purge -fapp:.* --ago 7d --untagged', [{ ...usual, filters: ['app:.*'], ago: 7, untagged: true }]],
    [
      "acr --registry $RegistryName purge --filter 'a:.*' --filter 'b:^dev' --ago 1d --dry-run",
      [{ ...usual, filters: ['a:.*', 'b:^dev'], ago: 1, dryRun: true }],
    ],
    [
      'acr purge --filter a:.* --ago 1d --include-locked=true --untagged=false',
      [{ ...usual, filters: ['a:.*'], ago: 1, includeLocked: true }],
    ],
    ['acr purge --untagged-only', [{ ...usual, filters: [], untaggedOnly: true }]],
    [
      "mcr.microsoft.com/acr/acr-cli:0.16 purge --filter 'a:.*' --ago 1d --untagged",
      [{ ...usual, filters: ['a:.*'], ago: 1, untagged: true, untaggedByAge: false }],
    ],
    ["contoso.azurecr.io/tools/acr-cli:0.19 purge --filter 'a:.*' --ago 1d", [{ ...usual, filters: ['a:.*'], ago: 1 }]],
    [
      "mcr.microsoft.com/acr/acr-cli:edge purge --filter 'a:.*' --ago 1d",
      [{ ...usual, filters: ['a:.*'], ago: 1, untaggedByAge: '?' }],
    ],
    ['acr purge --ago 7d', [{ ...usual, filters: [], ago: 7, refused: 'there is no --filter' }]],
    ["acr purge --filter 'a:.*'", [{ ...usual, filters: ['a:.*'], refused: 'there is no --ago' }]],
    [
      'acr purge --filter app --ago 7d',
      [{ ...usual, filters: ['app'], ago: 7, refused: 'a filter is not <repository>:<regular expression>' }],
    ],
    [
      'acr purge --filter a:.* --ago 7d --untagged --untagged-only',
      [
        {
          ...usual,
          filters: ['a:.*'],
          ago: 7,
          untagged: true,
          untaggedOnly: true,
          refused: '--untagged and --untagged-only exclude each other',
        },
      ],
    ],
    ["acr purge --filter 'a:.*' --ago soon --keep many", [{ ...usual, filters: ['a:.*'], ago: '?', keep: '?' }]],
    ['acr purge --help', []],
    ['acr tag list --repository app', []],
    ['bash echo clean', []],
  ])('of %s are %j', (command, expected) => {
    expect(purges(command)).toEqual(expected);
  });

  it.each([
    "acr purge --filter 'a:.*' --ago 1d && echo done",
    "acr purge --filter 'a:.*' --ago $AGE",
    "acr purge --filter 'a:.*' --ago 1d --everything",
    "bash -c 'acr purge --ago 1d'",
    "docker run acr-cli purge --filter 'a:.*'",
    '--privileged mcr.microsoft.com/acr/acr-cli:0.19 purge',
    "acr {{.Values.command | lower}} purge --filter 'a:.*' --ago 1d",
  ])('are not guessed in %s', (command) => {
    expect(purges(command)).toEqual(['…']);
  });

  it('are read where a step has another entry point as nothing that is known', () => {
    expect(seen(`${running("acr purge --filter 'a:.*' --ago 1d")}    entryPoint: sh\n`, ['purges'])).toEqual(['…']);
  });

  it('are read from folded text, and from lines that go on', () => {
    const folded = "version: v1.1.0\nsteps:\n  - cmd: >-\n      acr purge\n      --filter 'a:.*'\n      --ago 3d\n";
    const literal =
      "version: v1.1.0\nsteps:\n  - cmd: |\n      acr purge \\\n        --filter 'a:.*' \\\n        --ago 3d\n";
    for (const text of [folded, literal]) expect(seen(text, ['purges'])).toMatchObject([{ ago: 3, keep: 0 }]);
  });

  it('mean nothing in a file without the version that has aliases', () => {
    expect(seen("steps:\n  - cmd: acr purge --filter 'a:.*' --ago 1d\n", ['purges'])).toEqual(['…']);
  });
});

describe('a filter', () => {
  it.each<[string, Json]>([
    ['.*:.*', { valid: true, everyRepository: true, everyTag: true, noTag: false }],
    ['.+:.+', { valid: true, everyRepository: true, everyTag: true, noTag: false }],
    ['[a-z0-9].*:\\w', { valid: true, everyRepository: true, everyTag: true, noTag: false }],
    ['.*|app:.', { valid: true, everyRepository: true, everyTag: true, noTag: false }],
    ['app:.*', { valid: true, everyRepository: false, everyTag: true, noTag: false }],
    ['app:^dev-.*', { valid: true, everyRepository: false, everyTag: false, noTag: false }],
    ['samples/.*:^$', { valid: true, everyRepository: false, everyTag: false, noTag: true }],
    ['.*/cache:latest', { valid: true, everyRepository: false, everyTag: false, noTag: false }],
    ['app:(?:dev|test)-.*', { valid: true, everyRepository: false, everyTag: false, noTag: false }],
    ['app:*', { valid: false, everyRepository: false, everyTag: false, noTag: true }],
    // Nothing needs to stand before what is left of the anchor: it matches the end of every name.
    ['*:.*', { valid: true, everyRepository: true, everyTag: true, noTag: false }],
    ['app', { valid: false, everyRepository: false, everyTag: false, noTag: '?' }],
    ['a:b:c', { valid: false, everyRepository: false, everyTag: false, noTag: '?' }],
    [':.*', { valid: false, everyRepository: false, everyTag: false, noTag: '?' }],
    ['app:(?!prod).*', { valid: '?', everyRepository: false, everyTag: '?', noTag: '?' }],
    ['app:(a{30}){30}', { valid: '?', everyRepository: false, everyTag: '?', noTag: '?' }],
    [`app:${'a'.repeat(600)}`, { valid: '?', everyRepository: false, everyTag: '?', noTag: '?' }],
  ])('%s reaches %j', (text, expected) => {
    const { valid, everyRepository, everyTag, noTag } = filterFacts(text);
    const facts = Object.entries({ valid, everyRepository, everyTag, noTag });
    expect(Object.fromEntries(facts.map(([key, fact]) => [key, fact === notKnown ? '?' : fact]))).toEqual(expected);
  });
});

describe('an age', () => {
  it.each<[string, number | undefined]>([
    ['30d', 30],
    ['0d', 0],
    ['2d12h', 2.5],
    ['36h', 1.5],
    ['1.5h30m', 2 / 24],
    ['720m', 0.5],
    ['-1d', -1],
    ['0', 0],
    ['30', undefined],
    ['1w', undefined],
    ['P30D', undefined],
    ['1.5d', undefined],
    ['d', undefined],
    ['', undefined],
  ])('%s is %s days', (text, expected) => {
    const days = agoInDays(text);
    if (expected === undefined) expect(days).toBeUndefined();
    else expect(days).toBeCloseTo(expected, 10);
  });
});

describe('words of a command', () => {
  it.each<[string, readonly string[] | undefined]>([
    ['a  b\tc', ['a', 'b', 'c']],
    [`a 'b c' "d e"f`, ['a', 'b c', 'd ef']],
    [`a "\\"b\\"" \\$c '\\n'`, ['a', '"b"', '$c', '\\n']],
    ['a \\\n b', ['a', 'b']],
    ["a '' b", ['a', '', 'b']],
    ['a "^x$" y$ # comment', ['a', '^x$', 'y$']],
    ['a#b *.txt', ['a#b', '*.txt']],
    ['a; b', undefined],
    ['a | b', undefined],
    ['a > b', undefined],
    ['a\nb', undefined],
    ['a $b', undefined],
    ['a "$(b)"', undefined],
    ['a `b`', undefined],
    ['~/a', undefined],
    ["a 'b", undefined],
    ['a "b', undefined],
  ])('%j are %j', (command, expected) => {
    expect(shellWords(command)).toEqual(expected);
  });
});

const tested = `version: v1.1.0
steps:
  - id: build
    build: -t $Registry/app:$ID -f Dockerfile .
    when: ["-"]
  - id: build-test
    build: --tag=app-test ./test
    when: ['-']
  - id: app
    cmd: $Registry/app:$ID
    detach: true
    when: [build]
  - id: test
    cmd: app-test
    when:
      - app
      - build-test
  - push: ["$Registry/app:$ID", $Registry/app:latest]
    when: [test]
`;

describe('steps', () => {
  it('have ids, kinds, and what they wait for', () => {
    const steps = seen(tested, ['steps']) as readonly Record<string, Json>[];
    expect(steps.map(({ id, kind, after }) => [id, kind, after])).toEqual([
      ['build', 'build', []],
      ['build-test', 'build', []],
      ['app', 'cmd', ['build']],
      ['test', 'cmd', ['app', 'build-test']],
      ['acb_step_4', 'push', ['test']],
    ]);
  });

  it('name what they build and push', () => {
    expect(seen(tested, ['built'])).toMatchObject([
      { name: '{{.Run.Registry}}/app:{{.Run.ID}}', tag: '{{.Run.ID}}', unique: true },
      { name: 'app-test', repository: 'app-test', unique: false },
    ]);
    expect(seen(tested, ['pushed'])).toMatchObject([
      { registry: '{{.Run.Registry}}', repository: 'app', tag: '{{.Run.ID}}', unique: true, gated: true },
      { registry: '{{.Run.Registry}}', repository: 'app', tag: 'latest', unique: false, gated: true },
    ]);
  });

  it.each<[string, string, boolean]>([
    ['the step before tests', tested, true],
    ['nothing is waited for', tested.replace('when: [test]', 'when: [build]'), false],
    ['the test may fail', tested.replace('cmd: app-test', 'cmd: app-test\n    ignoreErrors: true'), false],
    ['only a server was started', tested.replace('when: [test]', 'when: [app]'), false],
    ['steps follow each other', 'steps:\n- build: -t a .\n- cmd: a test\n- push: [a]\n', true],
    ['the command comes first', 'steps:\n- cmd: a\n- build: -t a .\n- push: [a]\n', false],
  ])('gate a push when %s', (_, text, gated) => {
    const [push] = seen(text, ['pushed']) as readonly Record<string, Json>[];
    expect(push?.gated).toBe(gated);
  });

  it.each([
    ['two kinds at once', 'steps:\n- cmd: a\n  build: .\n'],
    ['no kind', 'steps:\n- id: a\n'],
    ['an id twice', 'steps:\n- id: a\n  cmd: a\n- id: a\n  cmd: b\n'],
    ['a step that comes later', 'steps:\n- cmd: a\n  when: [b]\n- id: b\n  cmd: b\n'],
    ['a text where a list must be', 'steps:\n- push: a\n'],
    ['no list of steps', 'steps: a\n'],
    ['no object', 'acr purge --ago 7d'],
    ['broken YAML', 'steps:\n- cmd: "a\n'],
    ['a YAML alias', 'x: &a [1]\nsteps: *a\n'],
    ['a template that decides', 'steps:\n{{ if .Values.a }}\n- cmd: a\n{{ end }}\n'],
    ['aliases of another file', 'version: v1.1.0\nalias:\n  src: [https://contoso.com/a.yml]\nsteps:\n- cmd: a\n'],
    ['more images than anyone pushes', `steps:\n- push: [a${',a'.repeat(500)}]\n`],
    ['more steps than anyone has', `steps:\n${'- cmd: a\n'.repeat(201)}`],
  ])('are not guessed in a file with %s', (_, text) => {
    expect(seen(text)).toBe('?');
  });

  it('may push what a command pushes', () => {
    expect(seen('steps:\n- cmd: docker push contoso.azurecr.io/app:1\n', ['pushed'])).toEqual(['…']);
  });

  it('bring secrets and environment variables along', () => {
    const text =
      'secrets:\n- id: s\n  keyvault: https://c.vault.azure.net/secrets/s\nenv: [A=1]\nsteps:\n- cmd: a\n  env:\n  - B=x=y\n';
    expect(seen(text, ['secrets'])).toEqual([{ id: 's', keyvault: 'https://c.vault.azure.net/secrets/s' }]);
    expect(seen(text, ['env'])).toEqual([
      { name: 'A', value: '1' },
      { name: 'B', value: 'x=y' },
    ]);
  });
});

describe('aliases and values', () => {
  const steps = (command: string): string => `version: v1.1.0\nsteps:\n- cmd: ${command}\n`;

  function command(text: string, values?: Json): Json | undefined {
    const list = seen(text, ['steps'], values);
    return Array.isArray(list) ? (list[0] as { text: Json }).text : list;
  }

  it.each<[string, string]>([
    [
      steps('bash echo $Registry/$ID-x $$ID $Other'),
      'mcr.microsoft.com/acr/bash echo {{.Run.Registry}}/{{.Run.ID}}-x $ID $Other',
    ],
    [steps('a {{ .Run.Date }} {{.Build.ID}} {{.Run.Nothing}}.'), 'a {{.Run.Date}} {{.Run.ID}} .'],
    [
      `version: v1.1.0\nalias:\n  values:\n    repo: team/app\n# words\nsteps:\n- cmd: a $repo$ID\n`,
      'a team/app{{.Run.ID}}',
    ],
    [
      `version: v1.1.0\nalias: {directive: '&', values: {run: x/y run}}\nsteps:\n- cmd: run &ID $ID\n`,
      'x/y run {{.Run.ID}} $ID',
    ],
    ['version: v1.0.0\nsteps:\n- cmd: bash $ID\n', 'bash $ID'],
    ['steps:\n- cmd: bash $ID\n', 'bash $ID'],
  ])('of %j give %j', (text, expected) => {
    expect(command(text)).toBe(expected);
  });

  it.each<[string, Json | undefined, string]>([
    ['a {{.Values.name}}', [{ name: 'name', value: 'app' }], 'a app'],
    ['a {{.Values.name}}!', [], 'a !'],
    ['a {{.Values.name}}', [{ name: 'name', value: 'app', isSecret: true }], 'a {{.Values.name}}'],
    ['a {{.Values.name | upper}}', [{ name: 'name', value: 'app' }], 'a {{.Values.name | upper}}'],
    ['a {{ .Secrets.token }}', [], 'a {{.Secrets.token}}'],
  ])('of %j with %j give %j', (text, values, expected) => {
    expect(command(steps(text), values)).toBe(expected);
  });

  it('come from the file of values too', () => {
    const step = {
      encodedTaskContent: base64(steps('a {{.Values.name}}:{{.Values.more.tag}}')),
      encodedValuesContent: base64('name: app\nmore:\n  tag: blue\n'),
      values: [{ name: 'name', value: 'web' }],
    };
    const list = shown(memberOf(viewed(known(step), '$task') as Plain, 'steps')?.value) as readonly { text: Json }[];
    expect(list[0]?.text).toBe('a web:blue');
  });

  it('are put in for every option, and are holes where they are not known', () => {
    const text = known(
      base64("version: v1.1.0\nsteps:\n- cmd: acr purge --filter '{{.Values.f}}:.*' --ago {{.Values.a}}\n"),
    );
    const entry = (name: string, value: Value): Value =>
      objectOf(
        new Map([
          ['name', must(known(name))],
          ['value', must(value)],
        ]),
      );
    const values = (age: Value): Value => arrayOf([entry('f', given), entry('a', age)]);
    const step = (age: Value) =>
      objectOf(
        new Map([
          ['encodedTaskContent', must(text)],
          ['values', must(values(age))],
        ]),
      );
    const seenWith = viewed(step(known('7d')), '$task');
    expect(shown(memberOf(seenWith as Plain, 'purges')?.value)).toMatchObject([
      { ago: 7, filters: [{ repository: '?', tag: '.*', everyRepository: '?', everyTag: true, valid: '?' }] },
    ]);
    const either = choiceAmong("parameters('age')", ['7d', '0d'], [{ kind: 'parameter', name: 'age' }], undefined);
    const choice = viewed(step(either), '$task');
    const options = choice?.kind === 'choice' ? choice.options : [];
    expect(options.map(({ value }) => shown(memberOf(value, 'purges')?.value))).toMatchObject([
      [{ ago: 7 }],
      [{ ago: 0 }],
    ]);
  });
});

describe('what is no task file', () => {
  it.each<[string, Plain, Json | undefined]>([
    ['a text that is not base 64', known('steps:'), '?'],
    ['bytes that are no text', known(Buffer.from([0xff, 0xfe]).toString('base64')), '?'],
    ['a text that is not known', given, '?'],
    ['a number', known(3), undefined],
    ['a step that builds a Dockerfile', known({ type: 'Docker', dockerFilePath: 'Dockerfile' }), undefined],
    ['a step whose file is not known', objectOf(new Map([['encodedTaskContent', must(given)]])), '?'],
    ['a file that is too long', known(base64(`steps:\n${'# x\n'.repeat(40_000)}`)), '?'],
  ])('%s', (_, value, expected) => {
    expect(shown(viewed(value, '$task'))).toEqual(expected);
  });

  it('stays secret when it is, and never shows what may hold a password', () => {
    const stepIn = (secret: boolean): Plain => {
      const value = viewed(known(base64('steps:\n- cmd: a -p b\n'), undefined, secret), '$task');
      return elementsOf(memberOf(value as Plain, 'steps')?.value as Plain)?.[0] as Plain;
    };
    expect(memberOf(stepIn(true), 'id')?.value.secret).toBe(true);
    expect(memberOf(stepIn(false), 'id')?.value.secret).toBe(false);
    expect(memberOf(stepIn(false), 'text')?.value.secret).toBe(true);
  });
});

/** What the library says, in the same terms: every scalar as text, null as the empty text; undefined for no YAML. */
function byLibrary(text: string): Json | undefined {
  const document = parseDocument(text, { schema: 'failsafe', prettyErrors: false });
  return document.errors.length > 0 ? undefined : textOnly((document.toJS({ maxAliasCount: 0 }) ?? null) as Json);
}

function textOnly(json: Json): Json {
  if (Array.isArray(json)) return json.map(textOnly);
  if (typeof json === 'object' && json !== null)
    return Object.fromEntries(Object.entries(json).map(([key, value]) => [key, textOnly(value)]));
  return json === null || /^(?:~|null|Null|NULL)$/.test(String(json)) ? '' : json;
}

describe('the YAML of task files', () => {
  const pieces = [
    ...['a', 'b: c', '- ', '- x', '- a: b', 'key:', 'key: ', 'cmd: acr purge --ago 1d', 'http://x:1/y#z', 'null'],
    ...['  ', '    ', '\n', '\n  ', '\n    ', '\n- ', '\n  - ', '\n\n', '---\n', '\t', ' # c', '#', ': ', ',', '? '],
    ...[
      '|',
      '>',
      '>-',
      '|-',
      '"x y"',
      "'it''s'",
      '[a, "b"]',
      '[',
      '{a: b}',
      ']',
      '"',
      '\\',
      '~',
      '*a',
      '&a',
      '!t',
      '%',
    ],
  ];

  it('is read as the library reads it, or not at all', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...pieces), { maxLength: 14 }), (parts) => {
        const text = parts.join('');
        const read = readYamlSubset(text);
        if (read !== undefined) expect(textOnly(read)).toEqual(byLibrary(text));
      }),
      { seed: 7, numRuns: 4000 },
    );
  });

  it.each<[string, Json]>([
    ['a: 1\nb: yes\nc: ~\nd:\n', { a: '1', b: 'yes', c: null, d: null }],
    ['- a\n-\n  b: c\n- - d\n', ['a', { b: 'c' }, ['d']]],
    ['a: one\n  two\nb: "x\\ty"\n', { a: 'one two', b: 'x\ty' }],
    ['a:\n- b\n- c # d\n', { a: ['b', 'c'] }],
    ['a: |\n  b\n\n   c\nd: >\n  e\n  f\n\n  g\n', { a: 'b\n\n c\n', d: 'e f\ng\n' }],
    ["a: [b, 'c d', {e: f}]\n", { a: ['b', 'c d', { e: 'f' }] }],
    ['a: [b,\n  c]\n', { a: ['b', 'c'] }],
    ['__proto__: a\n', JSON.parse('{"__proto__":"a"}')],
  ])('%j is %j', (text, expected) => {
    expect(readYamlSubset(text)).toEqual(expected);
    expect(textOnly(expected)).toEqual(byLibrary(text));
  });

  it.each([
    ['nests without end', '['.repeat(50_000)],
    ['indents without end', Array.from({ length: 500 }, (_, i) => `${' '.repeat(i)}a:`).join('\n')],
    ['has items without end', `${'- '.repeat(5000)}a`],
    ['is one open quote', `a: "${'\n  b'.repeat(5000)}`],
    ['has aliases', 'a: &a [x]\nb: [*a, *a]\n'],
  ])('is given up where it %s', (_, text) => {
    expect(readYamlSubset(text)).toBeUndefined();
  });
});
