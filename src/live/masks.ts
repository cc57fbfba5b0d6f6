// Secrets inside of texts: addresses, commands, connection strings, and tokens that can be told by their form.

/** What stands in the place of a secret. */
export const mask = '•••';

/** Longer texts are not searched: they are hidden as a whole. */
const maxLength = 256 * 1024;

/** Most texts are ids, names and words, and cost no more than a look at their characters. */
const unusual = /[=@:~+_\s]|eyJ|AKIA|glpat-|xox/;

/** Whether a text may hold a secret. */
const suspicious =
  /[=@]|\bBearer\s|\bBasic\s|-----BEGIN|\beyJ|\bgh[opsur]_|\bgithub_pat_|\bglpat-|\bxox[a-z]-|\bAKIA|8Q~|\+ACR|(?:^|\s)-{1,2}[a-z]|(?:key|token|secret|password|authorization)["']?\s*:/i;

/** What comes before a secret, and the secret. Quotes around it stay. */
const patterns: readonly RegExp[] = [
  // The user and the password of an address: either may be a token.
  /(\b[a-z][a-z0-9+.-]*:\/\/)([^\s/@:"']+)(?=(?::[^\s/@"']*)?@)/gi,
  /(\b[a-z][a-z0-9+.-]*:\/\/[^\s/@:"']*:)([^\s/@"']+)(?=@)/gi,
  // Keys and signatures in the query of an address, and in the fragment of one that hands out tokens.
  /([?&;#](?:[\w.-]*(?:sig|signature|code|token|password|passwd|pwd|secret|credential)|(?:[\w.-]*[_-])?key|[\w.-]*apikey)=)([^&#;\s"']+)/gi,
  // Parts of connection strings, and variables that are set in commands.
  /((?:^|[\s;,"'[({])[\w.-]*(?:passw(?:or)?d|passwd|pwd|secret|token|credentials?|api[-_]?key|access[-_]?key|account[-_]?key|shared[-_]?access[-_]?(?:key|signature)|connection[-_]?string)\s*=(?![=~])\s*)("[^"]*"|'[^']*'|[^\s;"']+)/gi,
  // Headers.
  /(\bauthorization["']?\s*[:=]\s*["']?)(?:(?:bearer|basic|token)\s+)?([^\s"',}]+(?:\s+[^\s"',}]+)?)/gi,
  /(\b(?:bearer|basic)\s+)([\w.~+/=-]{6,})/gi,
  /(\b[\w-]*(?:api-?key|token|secret|password|functions-key)["']?\s*:\s*["']?)([^\s"',}{$[][^\s"',}]*)/gi,
  // Flags of commands.
  /((?:^|\s)(?:-p|--?[\w-]*(?:passw(?:or)?d|passphrase|secret|token|sas|api-key|access-key|account-key|connection-string|pat))[ =]\s*)("[^"]*"|'[^']*'|[^\s"']+)/gi,
  /((?:^|\s)(?:-u|--user)[ =]\s*["']?[^\s:"']+:)([^\s"']+)/gi,
  // Tokens that are known by their form.
  /()(-----BEGIN [A-Z ]*PRIVATE KEY-----[\s\S]*?(?:-----END [A-Z ]*PRIVATE KEY-----|$))/g,
  /()(\beyJ[\w-]{8,}\.[\w-]+(?:\.[\w-]*)?|\bgh[opsur]_\w{16,}|\bgithub_pat_\w{16,}|\bglpat-[\w-]{16,}|\bxox[a-z]-[\w-]{10,}|\bAKIA[0-9A-Z]{16}\b)/g,
  /()([\w~.-]{3}8Q~[\w~.-]{31,}|[A-Za-z0-9+/]{86}==|[A-Za-z0-9+/]{40,}\+ACR[A-Za-z0-9]+)/g,
];

/** A text without what is a secret in it. `hide` says what takes the place of each. */
export function maskedText(text: string, hide: (secret: string) => string = () => mask): string {
  if (!unusual.test(text) || !suspicious.test(text)) return text;
  if (text.length > maxLength) return mask;
  return patterns.reduce(
    (masked, pattern) =>
      masked.replace(pattern, (_, before: string, secret: string) => {
        const [quote = ''] = /^["']/.exec(secret) ?? [];
        return `${before}${quote}${hide(quote === '' ? secret : secret.slice(1, -1))}${quote}`;
      }),
    text,
  );
}
