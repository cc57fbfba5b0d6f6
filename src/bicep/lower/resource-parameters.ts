// Parameters whose type is a resource (experimental): the template is given an id, and asks for the rest.

import { parseResourceType } from '../resource-type.ts';
import type { BoundFile } from '../symbols.ts';
import type { PropertyAccess } from '../syntax/nodes.ts';
import { literalText } from '../walk.ts';
import { type Arm, access, call, text } from './arm.ts';

/** `parameter.name` of such a parameter; undefined for anything else (ExpressionConverter.ConvertResourcePropertyAccess). */
export function resourceParameterProperty(bound: BoundFile, { target, name, safe }: PropertyAccess): Arm | undefined {
  const symbol = bound.uses.get(target);
  const declared = symbol?.kind === 'parameter' ? symbol.declaration.type : undefined;
  if (declared?.kind !== 'typeResource' || symbol === undefined) return undefined;
  const type = parseResourceType(literalText(declared.type) ?? '');
  const id = call('parameters', text(symbol.name));
  switch (name.text) {
    case 'id':
      return id;
    case 'name':
      return call('last', call('split', id, text('/')));
    case 'type':
      return text(type?.type ?? '');
    case 'apiVersion':
      return text(type?.apiVersion ?? '');
    case 'properties':
      if (!safe) return call('reference', id, text(type?.apiVersion ?? ''));
  }
  const whole = call('reference', id, text(type?.apiVersion ?? ''), text('full'));
  return safe ? call('tryGet', whole, text(name.text)) : access(whole, name.text);
}
