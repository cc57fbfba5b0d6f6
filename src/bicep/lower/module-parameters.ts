// `parameters` and `extensionConfigs` of a module's deployment (TemplateWriter.EmitModuleParameters, EmitModuleExtensionConfigs).

import { type Json, setKey } from '../../values/json.ts';
import type { ModuleSymbol } from '../symbols.ts';
import type { Expression, Property } from '../syntax/nodes.ts';
import { keyText, memberOf } from '../walk.ts';
import type { Environment } from './environment.ts';
import { type Lowering, place, report } from './lowering.ts';
import { lowerArgument } from './module-arguments.ts';
import { checkParameters, takesResource } from './module-interface.ts';
import { printString, printValue } from './print-arm.ts';
import { resourceOf } from './references.ts';
import { resourceProperty } from './resource-access.ts';
import type { Members } from './values.ts';

/** `parameters` */
export function putParameters(
  lowering: Lowering,
  properties: Members,
  symbol: ModuleSymbol,
  environment: Environment,
): void {
  checkParameters(lowering, symbol);
  const params = memberOf(symbol.body, 'params');
  const template = lowering.template.modules.get(symbol)?.template;
  const parameters = lowerMembers(lowering, params, (member, name) => {
    const resource = takesResource(template, name) ? resourceOf(lowering, member.value, environment) : undefined;
    if (resource === undefined) return lowerArgument(lowering, member, environment, 'reference');
    return { value: printString(resourceProperty(lowering, resource, 'id', false)) };
  });
  if (parameters === undefined || params === undefined) return;
  setKey(properties, 'parameters', parameters);
  place(lowering, properties, 'parameters', params);
}

/** `extensionConfigs` (experimental): what the extensions of the module are configured with. */
export function putExtensionConfigs(
  lowering: Lowering,
  properties: Members,
  symbol: ModuleSymbol,
  environment: Environment,
): void {
  const written = memberOf(symbol.body, 'extensionConfigs');
  const configs = lowerMembers(lowering, written, ({ value }) =>
    value.kind === 'object'
      ? (lowerMembers(lowering, value, (member) => lowerArgument(lowering, member, environment, 'keyVaultReference')) ??
        {})
      : printValue(lowering.expression(value, environment)),
  );
  if (configs === undefined || written === undefined) return;
  setKey(properties, 'extensionConfigs', configs);
  place(lowering, properties, 'extensionConfigs', written);
}

/** The members of an object whose names are written out; undefined when there is no such object. */
function lowerMembers(
  lowering: Lowering,
  object: Expression | undefined,
  lower: (member: Property, name: string) => Json,
): Members | undefined {
  if (object?.kind !== 'object') {
    if (object !== undefined && object.kind !== 'missing')
      report(lowering, object, 'What a module is given is an object that is written out');
    return undefined;
  }
  const result: Members = {};
  for (const member of object.members) {
    const name = member.kind === 'property' ? keyText(member.key) : undefined;
    if (member.kind === 'property' && name !== undefined) {
      setKey(result, name, lower(member, name));
      place(lowering, result, name, member.value, member.key);
    } else report(lowering, member, 'The names of what a module is given are written out');
  }
  return result;
}
