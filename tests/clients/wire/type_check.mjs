// Does a value of the wire have a type of the protocol, to the letter? Unknown members, members that
// lack, null where it is not named, numbers out of range and what a later version brought are faults.
//
// check(model, type, value) → {faults: [text], found: [{name, value, path}]}; `found` are the named
// structures that the value was recognized as, outermost first.
const kInteger = [-(2 ** 31), 2 ** 31 - 1];
const kUnsigned = [0, 2 ** 31 - 1];
const kUri = /^[A-Za-z][A-Za-z0-9+.-]*:[A-Za-z0-9\-._~:/?#[\]@!$&'()*+,;=%]*$/;

const isObject = (value) => typeof value === 'object' && value !== null && !Array.isArray(value);
const within = (value, [least, most]) => Number.isInteger(value) && value >= least && value <= most;
// Half a surrogate pair is no text.
const isText = (value) => typeof value === 'string' && value.isWellFormed();

const kBase = {
  any: (value) => value !== undefined,
  never: () => false,
  null: (value) => value === null,
  string: isText,
  boolean: (value) => typeof value === 'boolean',
  decimal: (value) => typeof value === 'number' && Number.isFinite(value),
  integer: (value) => within(value, kInteger),
  uinteger: (value) => within(value, kUnsigned),
  URI: (value) => typeof value === 'string' && kUri.test(value),
};

function shown(value) {
  const text = JSON.stringify(value) ?? 'undefined';
  return text.length > 120 ? `${text.slice(0, 117)}...` : text;
}

class Check {
  constructor(model) {
    this.model = model;
  }

  // The members of a structure made of others: its names, and their members.
  members(type) {
    switch (type.kind) {
      case 'object':
        return type.properties;
      case 'reference':
        return this.members(this.model.named(type.name).type);
      case 'and':
        return new Map(type.items.flatMap((each) => [...this.members(each)]));
      default:
        throw new Error(`not a structure: ${JSON.stringify(type)}`);
    }
  }

  structure(type, value, path) {
    if (!isObject(value)) return this.fault(path, `an object is expected, not ${shown(value)}`);
    const members = this.members(type);
    const faults = [];
    const found = [];
    for (const name of Object.keys(value)) {
      if (!members.has(name)) faults.push(`${path}.${name}: no such property`);
    }
    for (const [name, member] of members) {
      if (!Object.hasOwn(value, name)) {
        if (!member.optional) faults.push(`${path}.${name}: is required`);
        continue;
      }
      if (member.later) faults.push(`${path}.${name}: is not of 3.17 (${member.later})`);
      const inner = this.of(member.type, value[name], `${path}.${name}`);
      faults.push(...inner.faults);
      found.push(...inner.found);
    }
    return { faults, found };
  }

  all(parts) {
    return { faults: parts.flatMap(({ faults }) => faults), found: parts.flatMap(({ found }) => found) };
  }

  list(value, path, typeOf) {
    if (!Array.isArray(value)) return this.fault(path, `a list is expected, not ${shown(value)}`);
    return this.all(value.map((each, index) => this.of(typeOf(index), each, `${path}[${index}]`)));
  }

  // The first alternative that fits; else the faults of the one that fits best.
  either(items, value, path) {
    let best = null;
    for (const item of items) {
      const tried = this.of(item, value, path);
      if (tried.faults.length === 0) return tried;
      if (
        !best ||
        depth(tried, path) > depth(best, path) ||
        (depth(tried, path) === depth(best, path) && tried.faults.length < best.faults.length)
      ) {
        best = tried;
      }
    }
    return best;
  }

  named(type, value, path) {
    const { type: meant, later } = this.model.named(type.name);
    const inner =
      meant.kind === 'and' || meant.kind === 'object'
        ? this.structure(meant, value, path)
        : this.of(meant, value, path);
    if (later) inner.faults.push(`${path}: ${type.name} is not of 3.17 (${later})`);
    return { faults: inner.faults, found: [{ name: type.name, value, path }, ...inner.found] };
  }

  of(type, value, path) {
    switch (type.kind) {
      case 'base':
        return kBase[type.name](value)
          ? { faults: [], found: [] }
          : this.fault(path, `${type.name} is expected, not ${shown(value)}`);
      case 'literal':
        return value === type.value
          ? { faults: [], found: [] }
          : this.fault(path, `${shown(type.value)} is expected, not ${shown(value)}`);
      case 'reference':
        return this.named(type, value, path);
      case 'array':
        return this.list(value, path, () => type.element);
      case 'tuple':
        if (Array.isArray(value) && value.length !== type.elements.length) {
          return this.fault(path, `${type.elements.length} elements are expected`);
        }
        return this.list(value, path, (index) => type.elements[index]);
      case 'map':
        if (!isObject(value)) return this.fault(path, `an object is expected, not ${shown(value)}`);
        return this.all(
          Object.entries(value).map(([key, each]) => this.of(type.value, each, `${path}[${shown(key)}]`)),
        );
      case 'or':
        return this.either(type.items, value, path);
      case 'and':
      case 'object':
        return this.structure(type, value, path);
      default:
        throw new Error(`no such kind of type: ${type.kind}`);
    }
  }

  fault(path, text) {
    return { faults: [`${path}: ${text}`], found: [] };
  }
}

// How far into the value an alternative fits: none at all where already its whole does not.
function depth({ faults }, path) {
  return faults.some((fault) => fault.startsWith(`${path}:`)) ? 0 : 1;
}

export function check(model, type, value, path = '') {
  return new Check(model).of(type, value, path);
}
