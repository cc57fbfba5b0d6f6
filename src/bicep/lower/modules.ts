// Modules as nested deployments (TemplateWriter.EmitModule).

import { type JsonObject, setKey } from '../../values/json.ts';
import type { ModuleSymbol } from '../symbols.ts';
import { memberOf, propertyOf } from '../walk.ts';
import { access, call } from './arm.ts';
import type { Dependencies } from './dependencies.ts';
import { dependsOn } from './depends-on.ts';
import type { Environment } from './environment.ts';
import { deployedEnvironment, placeOr, putCopy } from './loops.ts';
import { type Lowering, place } from './lowering.ts';
import { deploymentApiVersion } from './module-access.ts';
import { putExtensionConfigs, putParameters } from './module-parameters.ts';
import { moduleName } from './names.ts';
import { printString, printValue } from './print-arm.ts';
import type { ModuleReference } from './references.ts';
import { bodyProperties } from './resources.ts';
import { deploymentType, moduleScope, scopePlace, scopeProperties } from './scopes.ts';
import { addDescription } from './type-modifiers.ts';
import { type Members, put, putProperties } from './values.ts';

/** The deployment that a module stands for. */
export function lowerModule(lowering: Lowering, symbol: ModuleSymbol, dependencies: Dependencies): Members {
  const { declaration, loop, condition, body } = symbol;
  const environment = deployedEnvironment(lowering, symbol);
  const reference: ModuleReference = { symbol, index: undefined, environment };
  const object: Members = {};
  if (loop !== undefined) putCopy(lowering, object, loop, symbol.name, declaration, undefined);
  if (condition !== undefined) put(lowering, object, 'condition', condition, environment);
  setKey(object, 'type', deploymentType);
  setKey(object, 'apiVersion', deploymentApiVersion);
  for (const key of ['type', 'apiVersion']) place(lowering, object, key, declaration.path, declaration.name);
  putProperties(lowering, object, bodyProperties(lowering, body, omitted), environment);
  const name = propertyOf(body, 'name');
  setKey(object, 'name', printValue(moduleName(lowering, reference)));
  place(lowering, object, 'name', placeOr(name?.value, declaration.name), name?.key ?? declaration.name);
  putScope(lowering, object, reference);
  setKey(object, 'properties', propertiesOf(lowering, symbol, environment));
  place(lowering, object, 'properties', body ?? declaration);
  const waitsFor = dependsOn(lowering, symbol, dependencies, environment);
  if (waitsFor.length > 0) {
    setKey(object, 'dependsOn', waitsFor);
    place(lowering, object, 'dependsOn', placeOr(memberOf(body, 'dependsOn'), declaration.name));
  }
  addDescription(lowering, object, declaration);
  return object;
}

const omitted: ReadonlySet<string> = new Set(['name', 'params', 'extensionConfigs', 'scope', 'dependsOn']);

/** A deployment anywhere but in a resource group is kept somewhere: where the one around it is. */
function putScope(lowering: Lowering, object: Members, reference: ModuleReference): void {
  const { body, declaration } = reference.symbol;
  const scope = moduleScope(lowering, reference);
  const at = scopePlace(body, declaration.name);
  for (const [key, arm] of scopeProperties(lowering, scope)) {
    setKey(object, key, printString(arm));
    place(lowering, object, key, at);
  }
  if (scope.kind === 'resourceGroup') return;
  const around = lowering.bound.targetScope === 'resourceGroup' ? 'resourceGroup' : 'deployment';
  setKey(object, 'location', printString(access(call(around), 'location')));
  place(lowering, object, 'location', at);
}

function propertiesOf(lowering: Lowering, symbol: ModuleSymbol, environment: Environment): JsonObject {
  const { declaration } = symbol;
  const module = lowering.template.modules.get(symbol);
  const properties: Members = { expressionEvaluationOptions: { scope: 'inner' }, mode: 'Incremental' };
  putParameters(lowering, properties, symbol, environment);
  if (lowering.template.extensionConfigs) putExtensionConfigs(lowering, properties, symbol, environment);
  if (module?.template !== undefined) {
    setKey(properties, 'template', module.template);
    place(lowering, properties, 'template', declaration.path);
  } else if (module?.link !== undefined) {
    setKey(properties, 'templateLink', module.link);
    place(lowering, properties, 'templateLink', declaration.path);
  }
  return properties;
}
