import type { Resource } from "../effect.js";
import type { Location } from "../../facts/location.js";
import type { Abstract, FileIndex, FrameKey, ObjectId, UnitRef } from "./abstract.js";
import type { FlowSet } from "./flow-set.js";
import type { Lattice } from "./lattice.js";

/** What is known of an object besides its attributes. */
export interface ObjectInfo {
  readonly id: ObjectId;
  readonly file: FileIndex;
  readonly at: Location;
  /** Local name that the object is first stored under, or a word for it. */
  readonly name: string;
  /** Resources that the object stands for (an open file, a client's table). */
  denotes: Resource[];
  /** Texts of the URL or path that the object was made with (engines, connections). */
  address: Abstract;
  /** Text that the object was made with, where nothing better names it. */
  label: Abstract;
  /** An item of another object: `client[db][collection]`. */
  qualifier: { readonly owner: ObjectId; readonly key: Abstract } | null;
  /** Keys of effects that read this object from somewhere. */
  readonly loadedBy: Set<string>;
  /** Keys of effects that stored this object. */
  readonly savedBy: Set<string>;
  /** A folder or download whose files are parts of what the object stands for. */
  folder: boolean;
  /** A fit, a prediction or a fitted type was seen on it. */
  model: boolean;
  /** Columns of a frame that predictions were put into. */
  readonly predicted: Set<string>;
}

/** One attribute or global; `version` grows with its value. */
export interface Cell {
  value: Abstract;
  version: number;
}

/** Attributes, globals and objects of the whole project: grows only, over all rounds. */
export class Heap {
  private readonly cells = new Map<string, Cell>();
  private readonly objectIds = new Map<string, ObjectId>();
  readonly objects: ObjectInfo[] = [];
  /** Where the running frame notes what it reads. */
  reader: Map<Cell, number> | null = null;
  /** Number of changes so far. */
  changes = 0;

  constructor(private readonly lattice: Lattice) {}

  read(key: string): Abstract {
    const cell = this.cell(key);
    if (this.reader && !this.reader.has(cell)) this.reader.set(cell, cell.version);
    return cell.value;
  }

  has(key: string): boolean {
    const cell = this.cells.get(key);
    return cell !== undefined && cell.value !== this.lattice.nothing;
  }

  write(key: string, value: Abstract): void {
    const cell = this.cell(key);
    const sum = this.lattice.join(cell.value, value);
    if (sum === cell.value) return;
    cell.value = sum;
    cell.version++;
    this.changes++;
  }

  /** Says that something which is kept elsewhere but read like a cell has changed. */
  touch(key: string): void {
    this.cell(key).version++;
    this.changes++;
  }

  private cell(key: string): Cell {
    let cell = this.cells.get(key);
    if (!cell) this.cells.set(key, (cell = { value: this.lattice.nothing, version: 0 }));
    return cell;
  }

  /** The object of an allocation site in a frame. */
  object(frame: FrameKey, site: string, make: () => { file: FileIndex; at: Location; name: string }): ObjectInfo {
    const key = `${frame} ${site}`;
    const known = this.objectIds.get(key);
    const info = known === undefined ? undefined : this.objects[known];
    if (info) return info;
    const fresh: ObjectInfo = { id: this.objects.length, ...make(), denotes: [], address: this.lattice.nothing, label: this.lattice.nothing, qualifier: null, loadedBy: new Set(), savedBy: new Set(), folder: false, model: false, predicted: new Set() };
    this.objects.push(fresh);
    this.objectIds.set(key, fresh.id);
    return fresh;
  }

  /** The object of an allocation site, if it was made. */
  known(frame: FrameKey, site: string): ObjectId | null {
    return this.objectIds.get(`${frame} ${site}`) ?? null;
  }

  info(id: ObjectId): ObjectInfo | undefined {
    return this.objects[id];
  }

  denote(object: ObjectInfo, resources: readonly Resource[]): void {
    for (const resource of resources) {
      if (object.denotes.length >= 8 || object.denotes.some((known) => known.id === resource.id)) continue;
      object.denotes.push(resource);
    }
  }

  /** State that methods gave to an object, for whoever finds it in an attribute or a global. */
  state(object: ObjectId): FlowSet {
    return this.read(`state ${object}`).flow;
  }

  addState(object: ObjectId, flow: FlowSet): void {
    if (flow.items.length > 0) this.write(`state ${object}`, this.lattice.flowOnly(flow));
  }
}

/** Cell of a module's global. */
export function globalCell(file: FileIndex, name: string): string {
  return `global ${file} ${name}`;
}

/** Cell of an object's attribute. */
export function attributeCell(object: ObjectId, name: string): string {
  return `attribute ${object} ${name}`;
}

/** Cell of an attribute of the class itself. */
export function classCell(unit: UnitRef, name: string): string {
  return `class ${unit} ${name}`;
}

/** Cell that joins an attribute over all objects of a class. */
export function anyInstanceCell(unit: UnitRef, name: string): string {
  return `instances ${unit} ${name}`;
}
