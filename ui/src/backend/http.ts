import { type Arguments, asFailure, type Backend, CommandFailure } from "./backend";

/** The transport over loopback HTTP: the bridge of the tests and of `npm run dev`. */

async function post(command: string, args: Arguments): Promise<Response> {
  let response: Response;
  try {
    response = await fetch(`/${command}`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify(args),
    });
  } catch {
    throw new CommandFailure("internal", "", null);
  }
  if (!response.ok) {
    throw asFailure(await response.json().catch(() => null));
  }
  return response;
}

let stream: EventSource | null = null;

function events(): EventSource {
  stream ??= new EventSource("/__events");
  return stream;
}

export const httpBackend: Backend = {
  async call<Answer>(command: string, args: Arguments): Promise<Answer> {
    const response = await post(command, args);
    return (await response.json()) as Answer;
  },

  async callBytes(command: string, args: Arguments): Promise<ArrayBuffer> {
    const response = await post(command, args);
    return await response.arrayBuffer();
  },

  listen<Payload>(event: string, heard: (payload: Payload) => void): () => void {
    const onMessage = (message: MessageEvent<string>) => heard(JSON.parse(message.data) as Payload);
    const source = events();
    source.addEventListener(event, onMessage);
    return () => source.removeEventListener(event, onMessage);
  },
};
