// Takes secrets out of what Azure answers before anything else sees it: they are neither judged, shown nor saved.

import { isJsonArray, isJsonObject, type Json, type JsonObject } from '../values/json.ts';

const mask = '•••';

/** Properties whose text is a secret wherever it stands. */
const secretName =
  /^(?:password|.*(?:secret|password|passwd)(?:value|text)?|(?:primary|secondary|shared|account|storageaccount)(?:access)?key|access_?key|api_?key|connectionstring|.*sastoken|.*sasur[il]|publishingusername|publishingpassword|clientsecret|administratorpassword|logsaslink)$/i;

/** Properties that sound like one and are none. */
const harmlessName = /^(?:kid|keyidentifier|publickey|secretref|secretname|passwordsecretref)$/i;

/** Names of arguments and variables whose values are secrets, whether somebody said so or not. */
const secretVariable = /password|passwd|secret|token|api_?key|access_?key|connection_?string|credential/i;

/** Lists of environment variables, whose values nobody else needs to read. */
const variableLists = /^(?:env|environmentvariables|appsettings|connectionstrings)$/i;

/** A resource without its secrets; that there is one stays visible. */
export function withoutSecrets(resource: JsonObject): JsonObject {
  return objectWithout(resource, false);
}

function objectWithout(object: JsonObject, isVariable: boolean): JsonObject {
  const isSecret = object.isSecret === true || (typeof object.name === 'string' && secretVariable.test(object.name));
  return Object.fromEntries(
    Object.entries(object).map(([name, value]) => {
      if (typeof value === 'string') {
        const hidden =
          (secretName.test(name) && !harmlessName.test(name)) || (name === 'value' && (isVariable || isSecret));
        return [name, hidden && value !== '' ? mask : withoutSignature(value)];
      }
      return [name, jsonWithout(value, variableLists.test(name))];
    }),
  );
}

function jsonWithout(json: Json, isVariable: boolean): Json {
  if (typeof json === 'string') return withoutSignature(json);
  if (isJsonArray(json)) return json.map((item) => jsonWithout(item, isVariable));
  return isJsonObject(json) ? objectWithout(json, isVariable) : json;
}

/** Signatures and codes in addresses give access to whoever reads them. */
function withoutSignature(text: string): string {
  return /^https?:/i.test(text) ? text.replace(/([?&](?:sig|code|access_token|token)=)[^&#]+/gi, `$1${mask}`) : text;
}
