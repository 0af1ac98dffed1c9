import { readCustomRules } from '../engine/custom-rules.ts';
import type { Engine, EngineOptions } from '../engine/engine.ts';
import { createEngine } from '../engine/index.ts';

/** The engine in use; it is replaced when the user's own rules change. */
export class EngineHolder {
  private readonly builtIn: Engine = createEngine();
  private engine: Engine = this.builtIn;
  private written = 'undefined';
  private inUse: EngineOptions = {};

  get current(): Engine {
    return this.engine;
  }

  get options(): EngineOptions {
    return this.inUse;
  }

  /**
   * @param setting the value of `keylift.customRules`, as it was written.
   * @returns undefined when nothing changed, else what is wrong with the rules that are left out, a sentence each.
   */
  use(setting: unknown): readonly string[] | undefined {
    const written = JSON.stringify(setting) ?? 'undefined';
    if (written === this.written) return undefined;
    this.written = written;
    const { rules, problems } = readCustomRules(setting, (id) => this.builtIn.rule(id) !== undefined);
    this.inUse = rules.length === 0 ? {} : { customRules: rules };
    this.engine = rules.length === 0 ? this.builtIn : createEngine(this.inUse);
    return problems;
  }
}
