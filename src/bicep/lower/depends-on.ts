// `dependsOn` of a resource or module: what it has to wait for, found through variables and existing resources
// (ExpressionBuilder.BuildDependencyExpressions).

import type { ModuleSymbol, ResourceSymbol } from '../symbols.ts';
import { type Arm, call, text } from './arm.ts';
import { type Dependencies, type Dependency, type Dependent, loopOf } from './dependencies.ts';
import { type Environment, inRound } from './environment.ts';
import { type Lowering, report } from './lowering.ts';
import { symbolicName, symbolicReference } from './names.ts';
import { compareNames } from './order.ts';
import { printString } from './print-arm.ts';
import { moduleId, resourceId } from './scopes.ts';

/** Something that is waited for. */
interface Target {
  readonly on: ResourceSymbol | ModuleSymbol;
  readonly dependency: Dependency;
  readonly index: Arm | undefined;
  readonly environment: Environment;
}

/** More ways from one resource to others than this are not followed. */
const maxWays = 5000;

/** The entries of `dependsOn`. */
export function dependsOn(
  lowering: Lowering,
  symbol: ResourceSymbol | ModuleSymbol,
  dependencies: Dependencies,
  environment: Environment,
): readonly string[] {
  const targets: Target[] = [];
  const follow = new Follower(lowering, dependencies, targets);
  for (const dependency of dependencies.get(symbol) ?? []) follow.from(dependency, [], environment, true);
  if (follow.ways > maxWays)
    report(lowering, symbol.declaration.name, `What '${symbol.name}' depends on is not followed in full`, 'warning');
  return inOrder(onlyOnce(targets)).map((target) => printString(reference(lowering, target)));
}

/** Follows dependencies to resources that are deployed. A class, because every way taken counts. */
class Follower {
  ways = 0;
  private readonly lowering: Lowering;
  private readonly dependencies: Dependencies;
  private readonly targets: Target[];

  constructor(lowering: Lowering, dependencies: Dependencies, targets: Target[]) {
    this.lowering = lowering;
    this.dependencies = dependencies;
    this.targets = targets;
  }

  /** `inRounds` holds while every step so far went with the index of a loop. */
  from(dependency: Dependency, before: readonly Dependent[], environment: Environment, inRounds: boolean): void {
    const { on } = dependency;
    if (++this.ways > maxWays || before.includes(on) || before.length > maxSteps) return;
    const index = dependency.index && this.lowering.expression(dependency.index, environment);
    const counts = index !== undefined && hasCopyIndex(index);
    const inside = this.environmentOf(on, index, environment);
    if (on.kind !== 'variable' && this.isDeployed(dependency)) {
      this.targets.push({ on, dependency, index: counts && !inRounds ? undefined : index, environment: inside });
      return;
    }
    for (const next of this.dependencies.get(on) ?? []) this.from(next, [...before, on], inside, inRounds && counts);
  }

  /** Without an index, the names of a loop mean any round; such an index is dropped again. */
  private environmentOf(on: Dependent, index: Arm | undefined, environment: Environment): Environment {
    const loop = loopOf(on);
    const symbols = loop && this.lowering.bound.loops.get(loop);
    if (symbols === undefined) return environment;
    return inRound(
      symbols,
      index ?? (on.kind === 'variable' ? call('copyIndex', text(on.name)) : call('copyIndex')),
      undefined,
    );
  }

  private isDeployed({ on, weak }: Dependency): boolean {
    if (on.kind !== 'resource' || !on.existing) return true;
    const { symbolic, inlined } = this.lowering.template;
    return symbolic && !weak && !inlined.has(on);
  }
}

const maxSteps = 64;

function hasCopyIndex(arm: Arm): boolean {
  if (arm.kind === 'call') return arm.name === 'copyIndex' || arm.args.some(hasCopyIndex);
  return arm.kind === 'access' && (hasCopyIndex(arm.target) || hasCopyIndex(arm.key));
}

/** A whole loop includes its rounds; the same reference counts once. */
function onlyOnce(targets: readonly Target[]): readonly Target[] {
  const whole = new Set(
    targets.filter(({ on, index }) => on.loop === undefined || index === undefined).map(({ on }) => on),
  );
  const seen = new Set<unknown>();
  return targets
    .filter(({ on, dependency }) => {
      const key = whole.has(on) ? on : (dependency.index ?? on);
      if (seen.has(key)) return false;
      seen.add(key);
      return true;
    })
    .map((target) => (whole.has(target.on) ? { ...target, index: undefined } : target));
}

function inOrder(targets: readonly Target[]): readonly Target[] {
  return [...targets].sort((a, b) => compareNames(nameOf(a), nameOf(b)));
}

function nameOf({ on }: Target): string {
  return on.kind === 'resource' ? symbolicName(on) : on.name;
}

function reference(lowering: Lowering, target: Target): Arm {
  const { on, index, environment } = target;
  const isWholeLoop = on.loop !== undefined && index === undefined;
  if (lowering.template.symbolic || isWholeLoop) return symbolicReference(nameOf(target), index);
  return on.kind === 'resource'
    ? resourceId(lowering, { symbol: on, index, environment })
    : moduleId(lowering, { symbol: on, index, environment });
}
