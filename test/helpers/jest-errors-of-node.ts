import { types } from 'node:util';

// jest runs each test file in a context with an `Error` of its own, so that Node's errors (of fs, net, parseArgs) are no
// `instanceof Error` there, as they are in production. Here both count.
for (const constructor of [Error, AggregateError, RangeError, SyntaxError, TypeError]) acceptErrorsOfNode(constructor);

function acceptErrorsOfNode(constructor: ErrorConstructor | AggregateErrorConstructor): void {
  Object.defineProperty(constructor, Symbol.hasInstance, {
    value(this: unknown, value: unknown): boolean {
      const ordinary = Function.prototype[Symbol.hasInstance].call(this as ErrorConstructor, value);
      // Classes that extend the constructor inherit this method: for them nothing changes.
      return ordinary || (this === constructor && isErrorOfNode(value) && constructorNames(value).includes(constructor.name));
    },
  });
}

function isErrorOfNode(value: unknown): value is object {
  return types.isNativeError(value) || Object.prototype.toString.call(value) === '[object DOMException]';
}

function constructorNames(value: object): string[] {
  const prototype = Object.getPrototypeOf(value) as object | null;
  return prototype === null ? [] : [prototype.constructor.name, ...constructorNames(prototype)];
}
