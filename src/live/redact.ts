// Takes secrets out of what Azure answers before anything else sees it: they are neither judged, shown nor saved.

import { isJsonArray, isJsonObject, type Json, type JsonObject, setKey } from '../values/json.ts';
import { mask, maskedText } from './masks.ts';
import { maskedTaskFile, maskedValuesFile, secretVariable, taskMask } from './redact-task.ts';

/** Properties whose text is a secret wherever it stands. */
const secretName =
  /^(?:.*(?:secret|password|passwd|token|credential|connectionstring)(?:value|text)?|secure(?:value|string|text)|(?:.*(?:primary|secondary|shared|account|access|workspace|instrumentation|function|host|master|validation|decryption|private|api))_?key|.*sas(?:token|ur[il]|key)|sas|publishingusername|logsaslink|customdata|userdata|additionalunattendcontent)$/i;

/** Properties that sound like one and are none. */
const harmlessName = /^(?:kid|keyidentifier|publickey|secretref|secretname|passwordsecretref)$/i;

/** Lists of variables, headers and secrets, whose values nobody else needs to read. */
const variableLists = /^(?:env|environmentvariables|appsettings|connectionstrings|httpheaders|secrets|passwords)$/i;

/** Objects of which every text is a secret. */
const secretObjects = /^(?:customheaders|machinekey|protectedsettings|secret|headers)$/i;

/** What is done with the text of a property. */
type Treatment = 'hide' | 'search' | 'taskFile' | 'valuesFile' | 'composed';

/** A resource without its secrets; that there is one stays visible. */
export function withoutSecrets(resource: JsonObject): JsonObject {
  return objectWithout(resource, 'none');
}

/** The text of a property as {@link withoutSecrets} shows it. */
export function textWithout(name: string, text: string): string {
  switch (usageOf(name).text) {
    case 'hide':
      return hidden(text);
    case 'taskFile':
      return maskedTaskFile(text);
    case 'valuesFile':
      return maskedValuesFile(text);
    case 'composed':
      return maskedText(text.replace(/^(compose|kube)\|.+$/is, `$1|${mask}`));
    case 'search':
      return maskedText(text);
  }
}

/** Whether a text is nothing but what takes the place of a secret. */
export function isHidden(text: string): boolean {
  return text === mask || text === taskMask(text);
}

/** What an object is among: `values` has its `value` hidden, `all` every text. */
type Hiding = 'none' | 'values' | 'all';

/** The same object where nothing is to be hidden: most have nothing, and there are millions. */
function objectWithout(object: JsonObject, hiding: Hiding): JsonObject {
  let changed: Record<string, Json> | undefined;
  for (const [name, value] of Object.entries(object)) {
    const shown =
      typeof value === 'string' ? memberText(object, name, value, hiding) : jsonWithout(value, hidingIn(name, hiding));
    if (shown === value) continue;
    changed ??= { ...object };
    setKey(changed, name, shown);
  }
  return changed ?? object;
}

function memberText(object: JsonObject, name: string, text: string, hiding: Hiding): string {
  if (hiding === 'all' || (hiding === 'values' && name === 'value')) return hidden(text);
  if (name === 'value' && isSecret(object)) return text === '' ? '' : taskMask(text);
  return textWithout(name, text);
}

function isSecret({ isSecret: marked, name }: JsonObject): boolean {
  return marked === true || (typeof name === 'string' && secretVariable.test(name));
}

function jsonWithout(json: Json, hiding: Hiding): Json {
  if (typeof json === 'string') return hiding === 'all' ? hidden(json) : maskedText(json);
  if (isJsonArray(json)) {
    const items = json.map((item) => jsonWithout(item, hiding));
    return items.every((item, i) => item === json[i]) ? json : items;
  }
  return isJsonObject(json) ? objectWithout(json, hiding) : json;
}

function hidden(text: string): string {
  return text === '' ? '' : mask;
}

function hidingIn(name: string, hiding: Hiding): Hiding {
  return hiding === 'all' ? 'all' : usageOf(name).hiding;
}

/** What a name says of what it stands for. */
interface Usage {
  readonly text: Treatment;
  readonly hiding: Hiding;
}

/** Few names are met, and each of them often. */
const usages = new Map<string, Usage>();
const maxUsages = 10_000;

function usageOf(name: string): Usage {
  const found = usages.get(name);
  if (found !== undefined) return found;
  const usage = { text: treatmentOf(name.toLowerCase()), hiding: hidingOf(name) };
  if (usages.size < maxUsages) usages.set(name, usage);
  return usage;
}

function hidingOf(name: string): Hiding {
  if (secretObjects.test(name)) return 'all';
  return variableLists.test(name) || secretVariable.test(name) ? 'values' : 'none';
}

function treatmentOf(name: string): Treatment {
  if (name === 'encodedtaskcontent') return 'taskFile';
  if (name === 'encodedvaluescontent') return 'valuesFile';
  if (name === 'linuxfxversion' || name === 'windowsfxversion') return 'composed';
  return secretName.test(name) && !harmlessName.test(name) ? 'hide' : 'search';
}
