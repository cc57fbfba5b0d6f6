// Puts the parts of the lowering together.

import { lowerExpression } from './expressions.ts';
import type { Lowering } from './lowering.ts';
import { lowerType } from './types.ts';
import { lowerValue } from './values.ts';

/** What differs between the lowerings of two files into one template. */
export type LoweringParts = Pick<Lowering, 'workspace' | 'bound' | 'naming' | 'template' | 'loads'>;

/** A lowering of one file into a template. */
export function createLowering(parts: LoweringParts): Lowering {
  const lowering: Lowering = {
    ...parts,
    expression: (node, environment) => lowerExpression(lowering, node, environment),
    value: (node, environment) => lowerValue(lowering, node, environment),
    type: (node, discriminator) => lowerType(lowering, node, discriminator),
  };
  return lowering;
}
