// KICS' tests of its queries about ARM and Bicep: templates with nothing to find, and others with the lines that are found.

import { get, isJsonArray, isJsonObject, type JsonObject } from '../../src/values/json.ts';
import { parseJson } from '../../src/values/parse-json.ts';
import type { Checkout } from './checkout.ts';
import type { PeerTest, Seen } from './peer-test.ts';

/** The tests of the queries that have one of these ids. */
export function kicsTests(checkout: Checkout, controls: ReadonlySet<string>): readonly PeerTest[] {
  return checkout.paths.flatMap((path) => {
    const [, folder] = /^(assets\/queries\/azureResourceManager\/[^/]+\/)metadata\.json$/.exec(path) ?? [];
    if (folder === undefined) return [];
    const metadata = parseJson(checkout.read(path)).value;
    const id = isJsonObject(metadata) ? get(metadata, 'id') : undefined;
    return typeof id === 'string' && controls.has(id) ? [testOf(checkout, id, folder)] : [];
  });
}

function testOf(checkout: Checkout, control: string, folder: string): PeerTest {
  const source = `${folder}test/positive_expected_result.json`;
  const found = findingsIn(checkout.read(source));
  const files = checkout.paths
    .filter((path) => path.startsWith(`${folder}test/`) && path !== source && /\.(json|bicep)$/.test(path))
    .filter((path) => /^negative/.test(baseOf(path)) || found.some(({ file }) => file === baseOf(path)))
    .map((path) => [path, checkout.read(path)] as const)
    .filter(([path, text]) => path.endsWith('.bicep') || isTemplate(text));
  const present = found.filter(({ file }) => files.some(([path]) => baseOf(path) === file));
  return {
    control,
    source,
    settings: {},
    fixtures: files.map(([path, text]) => ({
      kind: 'template',
      name: baseOf(path),
      files: { [path]: text },
      forced: [],
    })),
    expected: (resource) => (isFound(resource, found) ? 'fail' : 'pass'),
    // A resource can have several findings; those on one line are one resource's.
    counts: { fail: new Set(present.map(({ file, line }) => `${file}:${line}`)).size },
  };
}

/** Others are artifacts of blueprints, with a template inside; Azure Blueprints is retired, and nothing of ours reads them. */
function isTemplate(text: string): boolean {
  const root = parseJson(text).value;
  return isJsonObject(root) && get(root, 'resources') !== undefined;
}

interface Found {
  readonly file: string;
  readonly line: number;
}

function findingsIn(text: string): readonly Found[] {
  const root = parseJson(text).value;
  return (isJsonArray(root) ? root : []).filter(isJsonObject).map((finding: JsonObject) => ({
    file: String(get(finding, 'fileName') ?? ''),
    line: Number(get(finding, 'line')),
  }));
}

function isFound({ file, lines: [first, last] }: Seen, found: readonly Found[]): boolean {
  return found.some((one) => one.file === baseOf(file) && first <= one.line && one.line <= last);
}

function baseOf(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}
