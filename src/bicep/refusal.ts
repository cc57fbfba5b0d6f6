// References that lead nowhere: a module that is not there is still the deployment of something.

import type { JsonObject } from '../values/json.ts';
import type { Problems } from './problems.ts';
import type { BoundFile } from './symbols.ts';
import type { StringLiteral } from './syntax/nodes.ts';
import { literalText } from './walk.ts';

/** What a reference is for: a module, an import, the parameter file that is continued, or the template that one is for. */
export type Wanted = 'module' | 'import' | 'base' | 'target';

/** Nothing at hand. The link stands in the place of the template that a module would deploy. */
export interface Absent {
  readonly kind: 'absent';
  readonly link: JsonObject | undefined;
}

/** A reference that leads nowhere, and where it stands. */
export interface Refused {
  readonly problems: Problems;
  readonly path: StringLiteral;
  readonly from: BoundFile;
  readonly wanted: Wanted;
}

/** Says why a reference leads nowhere. A module stays the deployment of something that is not known. */
export function refuse(message: string, { problems, path, from, wanted }: Refused): Absent {
  const { document } = from.source;
  problems.report(message, document, path);
  if (wanted !== 'module') return { kind: 'absent', link: undefined };
  problems.skip(`module ${document.text.slice(path.start, path.end)}`, 'it cannot be followed', document, path);
  return { kind: 'absent', link: { uri: literalText(path) ?? '' } };
}
