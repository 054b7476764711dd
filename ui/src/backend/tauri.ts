import { invoke } from "@tauri-apps/api/core";
import { listen } from "@tauri-apps/api/event";
import { type Arguments, asFailure, type Backend } from "./backend";

/** The transport inside the application's own window. The only file that knows Tauri. */
export const tauriBackend: Backend = {
  async call<Answer>(command: string, args: Arguments): Promise<Answer> {
    try {
      return await invoke<Answer>(command, args);
    } catch (thrown) {
      throw asFailure(thrown);
    }
  },

  async callBytes(command: string, args: Arguments): Promise<ArrayBuffer> {
    try {
      return await invoke<ArrayBuffer>(command, args);
    } catch (thrown) {
      throw asFailure(thrown);
    }
  },

  listen<Payload>(event: string, heard: (payload: Payload) => void): () => void {
    const stop = listen<Payload>(event, ({ payload }) => heard(payload));
    return () => {
      stop.then((end) => end());
    };
  },
};
