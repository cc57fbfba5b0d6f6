// Walking over a Bicep tree without knowing its shape: every node with its kind, its place and what it is part of.

import type { BicepSyntax, Node } from '../../src/bicep/syntax/nodes.ts';

/** A node as the walk finds it. */
export interface FoundNode extends Node {
  /** `decorator`, `part` for nodes without a kind. */
  readonly kind: string;
  readonly parent: FoundNode | undefined;
}

/** Every node of a file, parents first. Recursive on purpose: what the parser lets through must be safe to walk so. */
export function allNodes({ declarations }: BicepSyntax): FoundNode[] {
  const found: FoundNode[] = [];
  const visit = (value: unknown, parent: FoundNode | undefined): void => {
    if (Array.isArray(value)) for (const item of value) visit(item, parent);
    if (!isNode(value)) return;
    const node = { kind: kindOf(value), start: value.start, end: value.end, parent };
    found.push(node);
    for (const part of Object.values(value)) visit(part, node);
  };
  visit(declarations, undefined);
  return found;
}

/** How many nodes stand on top of each other at most. */
export function treeHeight(nodes: readonly FoundNode[]): number {
  const heights = new Map<FoundNode, number>();
  for (const node of nodes) heights.set(node, 1 + (node.parent ? (heights.get(node.parent) ?? 0) : 0));
  return Math.max(0, ...new Set(heights.values()));
}

function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null && 'start' in value && 'end' in value;
}

function kindOf(node: Node): string {
  if ('kind' in node) return String(node.kind);
  return 'call' in node ? 'decorator' : 'part';
}
