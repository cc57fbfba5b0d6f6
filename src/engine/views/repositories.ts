// `$repo`: whose workflows a federated credential trusts.

import { reasonsOf } from '../../values/access.ts';
import { textParts } from '../../values/compare.ts';
import { known, must, objectOf } from '../../values/value.ts';
import { unknownView, type View } from './view.ts';

/**
 * `$repo`: `{ owner, name, context }` of a subject such as `repo:contoso/app:ref:refs/heads/main`, where the numbers of
 * owner and repository may follow their names. Source: GitHub's documentation of OpenID Connect claims.
 */
export const repo: View = (value) => {
  const parts = textParts(value);
  const [first] = parts ?? [];
  if (parts === undefined || (typeof first === 'string' && !begins(first))) return undefined;
  const owner = typeof first === 'string' ? /^repo:([^:/@]+)(?:@\d+)?\//i.exec(first)?.[1] : undefined;
  if (value.kind !== 'known') {
    const because = reasonsOf(value);
    const not = (name: string): ReturnType<typeof unknownView> => unknownView(value, `$repo.${name}`, because);
    const entries = {
      owner: owner === undefined ? not('owner') : known(owner),
      name: not('name'),
      context: not('context'),
    };
    return objectOf(new Map(Object.entries(entries).map(([key, one]) => [key, must(one)])), { origin: value.origin });
  }
  const whole = /^repo:([^:/@]+)(?:@\d+)?\/([^:/@]+)(?:@\d+)?(?::(.*))?$/i.exec(String(first));
  if (whole === null) return undefined;
  const [, itsOwner = '', name = '', context] = whole;
  return known({ owner: itsOwner, name, ...(context === undefined ? {} : { context }) }, value.origin, value.secret);
};

/** Whether a text may go on as a subject that names a repository. */
function begins(text: string): boolean {
  return 'repo:'.startsWith(text.slice(0, 5).toLowerCase());
}
