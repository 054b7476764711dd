/** What carries a command to the core and an event back. Two transports implement it: the window's own and HTTP. */

export type Arguments = Record<string, unknown>;

export interface Backend {
  /** Runs a command and answers its JSON result; fails with `CommandFailure`. */
  call<Answer>(command: string, args: Arguments): Promise<Answer>;
  /** Runs a command that answers bytes instead of JSON. */
  callBytes(command: string, args: Arguments): Promise<ArrayBuffer>;
  /** Listens to an event of the application; the answer stops listening. */
  listen<Payload>(event: string, heard: (payload: Payload) => void): () => void;
}

/** A command that did not do what it was asked. `message` is the core's sentence, `field` the form field it is about. */
export class CommandFailure extends Error {
  override readonly name = "CommandFailure";
  readonly code: string;
  readonly field: string | null;

  constructor(code: string, message: string, field: string | null) {
    super(message);
    this.code = code;
    this.field = field;
  }
}

/** Turns whatever a transport threw into a `CommandFailure`, so that screens know one kind of failure. */
export function asFailure(thrown: unknown): CommandFailure {
  if (thrown instanceof CommandFailure) return thrown;
  if (typeof thrown === "object" && thrown !== null && "code" in thrown && "message" in thrown) {
    const field = "field" in thrown && typeof thrown.field === "string" ? thrown.field : null;
    return new CommandFailure(String(thrown.code), String(thrown.message), field);
  }
  return new CommandFailure("internal", "", null);
}
