// Checks values against the published JSON schemas. The only file that knows the schema library; loaded when a file needs it.

import { Ajv, type ErrorObject } from 'ajv';
import type { Mistake } from '../values/document.ts';
import type { Json } from '../values/json.ts';
import { didYouMean } from '../values/nearest.ts';
import { childPath, type Path } from '../values/path.ts';

/** Empty when the value keeps to the schema. */
export type Validate = (value: Json) => readonly Mistake[];

/** A check against one schema. */
export function validatorFor(schema: Json): Validate {
  const check = new Ajv({ allErrors: true, verbose: true, strict: false, validateFormats: false }).compile(
    schema as object,
  );
  return (value) => {
    if (check(value)) return [];
    const mistakes = (check.errors ?? [])
      .filter(({ keyword }) => keyword !== 'if' && keyword !== 'anyOf')
      .map(describe);
    const unique = new Map(mistakes.map((mistake) => [JSON.stringify([mistake.message, mistake.path]), mistake]));
    return unique.size > 0 ? [...unique.values()] : (check.errors ?? []).slice(0, 1).map(describe);
  };
}

function describe(error: ErrorObject): Mistake {
  const path = pathOfPointer(error.instancePath);
  const { keyword, params, parentSchema, message = 'is wrong' } = error;
  if (keyword === 'additionalProperties') {
    const name = String(params.additionalProperty);
    const known = Object.keys((parentSchema?.properties ?? {}) as object);
    return {
      message: `There is no property '${name}' here${didYouMean(name, known)}`,
      path: childPath(path, name),
      at: 'key',
    };
  }
  if (keyword === 'required')
    return { message: `The property '${String(params.missingProperty)}' is missing`, path, at: 'value' };
  if (keyword === 'enum') {
    const allowed = (params.allowedValues as readonly Json[]).map(String);
    return {
      message: `${JSON.stringify(error.data)} is none of ${allowed.join(', ')}${didYouMean(String(error.data), allowed)}`,
      path,
      at: 'value',
    };
  }
  return { message: `This ${message}`, path, at: 'value' };
}

/** `/examples/0/name` as a path. */
function pathOfPointer(pointer: string): Path {
  let path: Path;
  for (const part of pointer.split('/').slice(1)) {
    const segment = part.replaceAll('~1', '/').replaceAll('~0', '~');
    path = childPath(path, /^\d+$/.test(segment) ? Number(segment) : segment);
  }
  return path;
}
