// Taking secrets out changes no verdict: rules that look for secrets in plain still find that there is one.

import { describe, expect, it } from 'vitest';
import { checkEstate } from '../../src/engine/check.ts';
import { exampleTemplate, failingExamples } from '../../src/engine/examples.ts';
import { liveEstate } from '../../src/engine/live-estate.ts';
import { noArguments, templateEstate } from '../../src/engine/template-estate.ts';
import { withoutSecrets } from '../../src/live/redact.ts';
import type { Example, Rule } from '../../src/model/rule.ts';
import { toJson } from '../../src/values/access.ts';
import { jsonDocument } from '../../src/values/document.ts';
import { isJsonObject, type JsonObject } from '../../src/values/json.ts';
import { fixedNow, ruleNamed } from '../support/cli.ts';
import { ruleFiles } from '../support/rules.ts';
import { secretPlaces, taskWithFile } from './secret-places.ts';

const taskType = 'microsoft.containerregistry/registries/tasks';
const taskRules = ruleFiles.rules.filter(({ applies }) =>
  applies.types.some((type) => type.toLowerCase() === taskType),
);

/** What the rules about tasks say of one. */
function verdicts(task: JsonObject, rules: readonly Rule[] = taskRules): Readonly<Record<string, string>> {
  const judged = checkEstate(liveEstate('live', [task]), rules, { now: fixedNow });
  return Object.fromEntries(judged.map(({ rule, verdict }) => [rule.id, verdict.kind]));
}

/** The tasks that an example declares, as Azure would show them; those that are not known in full are left out. */
function tasksOf(example: Example): readonly JsonObject[] {
  const document = jsonDocument('example.json', JSON.stringify(exampleTemplate(example)));
  const { estate } = templateEstate({
    name: example.name,
    document,
    supplied: noArguments,
    assume: 'defaults',
    facts: { subscription: '00000000-0000-4000-8000-000000000000', resourceGroup: 'platform' },
    loadLinked: () => undefined,
  });
  return estate.resources.flatMap(({ type, id, body }) => {
    const json = toJson(body);
    return type.toLowerCase() === taskType && isJsonObject(json) ? [{ ...json, id: toJson(id) ?? null }] : [];
  });
}

describe('verdicts stay what they are', () => {
  it('in every live example of a rule', () => {
    const changed = ruleFiles.rules.flatMap((rule) => {
      const examples = rule.examples.flatMap((example) =>
        example.live ? [{ ...example, resources: example.resources.filter(isJsonObject).map(withoutSecrets) }] : [],
      );
      return failingExamples({ ...rule, examples }, fixedNow).map(({ message }) => `${rule.id}: ${message}`);
    });
    expect(changed).toEqual([]);
  });

  it('for every task that an example declares', () => {
    const tasks = ruleFiles.rules.flatMap(({ examples }) => examples.filter(({ live }) => !live).flatMap(tasksOf));
    expect(tasks.length).toBeGreaterThan(50);
    for (const task of tasks) expect(verdicts(withoutSecrets(task))).toEqual(verdicts(task));
  });

  it.each(Object.keys(secretPlaces))('for %s', (name) => {
    const resource = secretPlaces[name]?.('Zq7password-1') ?? {};
    expect(verdicts(withoutSecrets(resource), ruleFiles.rules)).toEqual(verdicts(resource, ruleFiles.rules));
  });

  const plain = ruleNamed('task-no-plaintext-secret');
  it.each<readonly [string, string, string]>([
    ['a short password', 'steps:\n- cmd: docker login -u me -p short x', 'pass'],
    ['a long one', 'steps:\n- cmd: docker login -u me -p longpassword x', 'fail'],
    ['one with other signs', "steps:\n- cmd: docker login -u me -p 'a(b)c(d)e(f)' x", 'pass'],
    ['one from a vault', 'steps:\n- cmd: docker login -u me -p {{.Secrets.password}} x', 'pass'],
    ['a variable from a vault', 'steps:\n- cmd: test\n  env:\n  - TOKEN={{.Secrets.token}}', 'pass'],
    ['a variable of the shell', 'steps:\n- cmd: test\n  env: [TOKEN=$other]', 'pass'],
    ['an alias', 'alias:\n  values:\n    word: opensesame\nsteps:\n- cmd: test\n  env: [TOKEN=$word]', 'fail'],
    ['an alias with a telling name', 'alias:\n  values:\n    token: opensesame\nsteps:\n- cmd: x -p $token', 'fail'],
    ['a variable that is no secret', 'steps:\n- cmd: test\n  env: [TOKEN_URL=https://x.io, REGION=west]', 'pass'],
    ['an empty variable', 'steps:\n- cmd: test\n  env: ["TOKEN="]', 'pass'],
  ])('for a task file with %s', (_, lines, verdict) => {
    const task = taskWithFile(`version: v1.1.0\n${lines}\n`);
    expect(verdicts(task, [plain])).toEqual({ [plain.id]: verdict });
    expect(verdicts(withoutSecrets(task))).toEqual(verdicts(task));
  });

  it('where a value is put into the file', () => {
    const text = 'version: v1.1.0\nsteps:\n- cmd: {{.Values.image}} -p {{.Values.password}}\n';
    const task = taskWithFile(text, {
      values: [
        { name: 'image', value: 'bash' },
        { name: 'password', value: 'longpassword' },
      ],
    });
    expect(verdicts(task, [plain])).toEqual({ [plain.id]: 'fail' });
    expect(verdicts(withoutSecrets(task))).toEqual(verdicts(task));
  });
});
