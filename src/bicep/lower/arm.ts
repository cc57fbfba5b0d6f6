// The expressions of templates as trees to be built: `concat(parameters('name'), 'x')[0].id`.

/** An expression of the template language. What src/templates/expression.ts reads, without positions. */
export type Arm = ArmText | ArmNumber | ArmCall | ArmAccess;

export interface ArmText {
  readonly kind: 'string';
  readonly value: string;
}

export interface ArmNumber {
  readonly kind: 'number';
  readonly value: number | bigint;
}

/** A function of the language, or one that the template defines: `__bicep.name`. */
export interface ArmCall {
  readonly kind: 'call';
  readonly name: string;
  readonly args: readonly Arm[];
  /** See {@link sizeOf}. */
  readonly size: number;
}

/** `target.key`, `target[index]` */
export interface ArmAccess {
  readonly kind: 'access';
  readonly target: Arm;
  readonly key: Arm;
  readonly size: number;
}

/** How many parts an expression has when it is printed; parts that are shared count each time. */
export function sizeOf(arm: Arm): number {
  return arm.kind === 'call' || arm.kind === 'access' ? arm.size : 1;
}

export function text(value: string): ArmText {
  return { kind: 'string', value };
}

export function number(value: number | bigint): ArmNumber {
  return { kind: 'number', value };
}

export function call(name: string, ...args: readonly Arm[]): ArmCall {
  let size = 1;
  for (const arg of args) size += sizeOf(arg);
  return { kind: 'call', name, args, size };
}

/** One access to whatever it is. */
export function accessTo(target: Arm, key: Arm): ArmAccess {
  return { kind: 'access', target, key, size: sizeOf(target) + sizeOf(key) };
}

/** An access. Literals cannot be accessed, calls of string() and int() can. */
export function access(target: Arm, ...keys: readonly (Arm | string)[]): Arm {
  return keys.reduce<Arm>((inner, key) => accessTo(asCall(inner), typeof key === 'string' ? text(key) : key), target);
}

/** The expression with literals wrapped into calls (ExpressionConverter.ToFunctionExpression). */
export function asCall(arm: Arm): Arm {
  if (arm.kind === 'string') return call('string', arm);
  return arm.kind === 'number' ? call('int', arm) : arm;
}

export const armTrue: Arm = call('true');
export const armNull: Arm = call('null');

/** A call of a function that templates do not have: the evaluator takes its result as unknown for this reason. */
export function unresolved(because: string): ArmCall {
  return call('unresolved', text(because));
}

/** An integer. Azure's expressions read 32 bits only; what is larger goes through json() (ExpressionConverter). */
export function integer(value: number | bigint): Arm {
  return value > maxInt32 || value < -maxInt32 - 1 ? call('json', text(String(value))) : number(value);
}

const maxInt32 = 0x7fffffff;

/** `format('{0}-x{1}', …)` from texts and the expressions between them, braces doubled. */
export function format(texts: readonly string[], holes: readonly Arm[]): Arm {
  const pattern = texts
    .map((part, i) => part.replaceAll('{', '{{').replaceAll('}', '}}') + (i < holes.length ? `{${i}}` : ''))
    .join('');
  return call('format', text(pattern), ...holes);
}
