// Counts the leaves of evaluated deployments by what is known of them and by cause.

import type { TemplateDeployment } from '../../src/templates/deployment.ts';
import { type Because, subjectOf } from '../../src/values/because.ts';
import type { Value } from '../../src/values/value.ts';
import { type LeafShape, leavesOf } from './leaves.ts';

export type Cause = Because['kind'];

/** Leaves that are not known for a kind of cause. A leaf with two kinds of cause counts in both rows. */
export interface CauseCount {
  readonly leaves: number;
  /** Those that have no other kind of cause. */
  readonly alone: number;
  /** What the causes name, and how many leaves name it. */
  readonly subjects: ReadonlyMap<string, number>;
}

export interface Census {
  readonly resources: number;
  readonly outputs: number;
  readonly leaves: number;
  readonly shapes: ReadonlyMap<LeafShape, number>;
  readonly causes: ReadonlyMap<Cause, CauseCount>;
}

interface MutableCause {
  leaves: number;
  alone: number;
  readonly subjects: Map<string, number>;
}

/** Collects what deployments consist of. */
export class CensusTaker {
  private readonly shapes = new Map<LeafShape, number>();
  private readonly causes = new Map<Cause, MutableCause>();
  private resources = 0;
  private outputs = 0;
  private leaves = 0;

  /** Counts a deployment with everything nested in it. */
  add(deployment: TemplateDeployment): void {
    for (const { instance, nested } of deployment.resources) {
      const body = instance.body();
      this.resources++;
      if (body !== undefined) this.addValue(body);
      if (nested !== undefined) this.add(nested);
    }
    const outputs = deployment.outputs();
    if (outputs?.kind !== 'object') return;
    for (const { value: output } of outputs.entries.values()) {
      this.outputs++;
      const value = output.kind === 'object' ? output.entries.get('value')?.value : undefined;
      if (value !== undefined) this.addValue(value);
    }
  }

  result(): Census {
    const { resources, outputs, leaves, shapes, causes } = this;
    return { resources, outputs, leaves, shapes, causes };
  }

  private addValue(value: Value): void {
    for (const { shape, because } of leavesOf(value)) {
      this.leaves++;
      increase(this.shapes, shape);
      this.addCauses(because);
    }
  }

  private addCauses(because: readonly Because[]): void {
    const kinds = new Set(because.map(({ kind }) => kind));
    for (const kind of kinds) {
      const count = this.causes.get(kind) ?? { leaves: 0, alone: 0, subjects: new Map<string, number>() };
      this.causes.set(kind, count);
      count.leaves++;
      if (kinds.size === 1) count.alone++;
      for (const reason of because) if (reason.kind === kind) increase(count.subjects, subjectOf(reason));
    }
  }
}

function increase<K>(counts: Map<K, number>, key: K): void {
  counts.set(key, (counts.get(key) ?? 0) + 1);
}
