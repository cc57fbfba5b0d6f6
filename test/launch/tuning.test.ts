import { describe, expect, it } from 'vitest';
import { engineFlags } from '../../src/launch/tuning.ts';

describe('the settings of V8', () => {
  it.each([
    ['20.19.0', true],
    ['21.7.3', true],
    ['22.0.0', false],
    ['24.11.1', false],
  ])('are those that Node %s knows', (version, knowsBudget) => {
    expect(engineFlags(version).some((flag) => flag.startsWith('--interrupt-budget'))).toBe(knowsBudget);
  });
});
