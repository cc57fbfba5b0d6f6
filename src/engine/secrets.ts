// Where secrets are written in templates and parameter files.

import type { SecretPlace } from '../model/report.ts';
import type { TemplateDeployment } from '../templates/deployment.ts';
import { originChain } from '../values/origin.ts';
import { childPath } from '../values/path.ts';

/** Values and defaults of all secure parameters of a deployment, nested deployments followed. */
export function secretPlaces({ template, resources }: TemplateDeployment): readonly SecretPlace[] {
  const { document } = template.input;
  const secure = [...template.declarations.values()].filter(({ type }) => type.secure);
  const own = secure.flatMap(({ name, path, defaultValue }): SecretPlace[] => {
    const value = template.scope.parameter(name);
    const given =
      value?.origin === undefined
        ? []
        : [...originChain(value.origin)].filter(({ role, written }) => role === 'argument' && written);
    const ownDefault = defaultValue === undefined ? [] : [{ document, path: childPath(path, 'defaultValue') }];
    return [...ownDefault, ...given.map((origin) => ({ document: origin.document, path: origin.path }))];
  });
  return [...own, ...resources.flatMap(({ nested }) => (nested === undefined ? [] : secretPlaces(nested)))];
}
