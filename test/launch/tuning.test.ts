import { describe, expect, it } from 'vitest';
import { engineFlags } from '../../src/launch/tuning.ts';

describe('the settings of V8', () => {
  it.each([
    ['20.19.0', true],
    ['21.7.3', true],
    ['22.0.0', false],
    ['24.11.1', false],
  ])('are those that Node %s knows', (version, knowsBudget) => {
    expect(engineFlags('scan', version).some((flag) => flag.startsWith('--interrupt-budget'))).toBe(knowsBudget);
  });

  it('keep audits small', () => {
    expect(engineFlags('audit', '24.0.0')).toEqual(['--heap-growing-percent=70']);
    expect(engineFlags('scan', '24.0.0')).toEqual([]);
  });
});
