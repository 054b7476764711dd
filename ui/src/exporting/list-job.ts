import { useEffect, useRef, useState } from "react";
import { asFailure, CommandFailure } from "../backend/backend";
import { cancelJob, exportList, onJob } from "../backend/commands";
import type { ExportListRequest } from "../bindings/ExportListRequest";
import type { JobUpdate } from "../bindings/JobUpdate";

type File = { folder: string; file: string; path: string };

/** How far an export is. */
export type ListJob =
  | { at: "form"; asking: boolean }
  /** The desktop has no dialog: a path is asked for here, beginning with this one. */
  | { at: "path"; suggestion: string; asking: boolean }
  | { at: "running"; update: JobUpdate; file: File; cancelling: boolean }
  /** Those of the rows that are not done were gone meanwhile. */
  | { at: "finished"; done: number; gone: number; file: File }
  | { at: "cancelled" };

type Begin = Omit<ExportListRequest, "path" | "replace">;

/** An export from its beginning to its end: where to save it is asked, then its progress is heard. */
export function useListJob() {
  const [job, setJob] = useState<ListJob>({ at: "form", asking: false });
  const [failure, setFailure] = useState<CommandFailure | null>(null);
  /** The last word of each job, which may come before the answer that names it. */
  const heard = useRef(new Map<number, JobUpdate>());
  const running = useRef<{ job: number; file: File } | null>(null);

  const follow = (update: JobUpdate) => {
    const mine = running.current;
    if (mine?.job !== update.job) return;
    if (update.state === "running") {
      setJob((before) => ({
        at: "running",
        update,
        file: mine.file,
        cancelling: before.at === "running" && before.cancelling,
      }));
      return;
    }
    running.current = null;
    const { done, total } = update;
    if (update.state === "finished")
      setJob({ at: "finished", done, gone: Math.max(0, total - done), file: mine.file });
    else if (update.state === "cancelled") setJob({ at: "cancelled" });
    else {
      const { code = "internal", message = "", field = null } = update.problem ?? {};
      setFailure(new CommandFailure(code, message, field));
      setJob({ at: "form", asking: false });
    }
  };
  const latest = useRef(follow);
  latest.current = follow;

  useEffect(
    () =>
      onJob((update) => {
        heard.current.set(update.job, update);
        latest.current(update);
      }),
    [],
  );

  const begin = async (request: Begin, path: string | null, replace = false) => {
    const asking = job.at === "path" || job.at === "form" ? job.asking : false;
    if (asking || job.at === "running") return;
    setFailure(null);
    setJob(
      job.at === "path" && path !== null
        ? { ...job, suggestion: path, asking: true }
        : { at: "form", asking: true },
    );
    try {
      const answer = await exportList({ ...request, path, replace });
      if (answer.outcome === "begun") {
        const { folder, file: name, path: whole } = answer;
        const file = { folder, file: name, path: whole };
        running.current = { job: answer.job, file };
        const update = heard.current.get(answer.job);
        latest.current(update ?? { job: answer.job, done: 0, total: 0, state: "running", problem: null });
      } else if (answer.outcome === "noDialog") {
        setJob({ at: "path", suggestion: answer.suggestion, asking: false });
      } else setJob({ at: "form", asking: false });
    } catch (thrown) {
      setFailure(asFailure(thrown));
      setJob(path === null ? { at: "form", asking: false } : { at: "path", suggestion: path, asking: false });
    }
  };

  const cancel = async () => {
    const mine = running.current;
    if (!mine || job.at !== "running" || job.cancelling) return;
    setJob({ ...job, cancelling: true });
    try {
      await cancelJob(mine.job);
    } catch (thrown) {
      setFailure(asFailure(thrown));
      setJob((before) => (before.at === "running" ? { ...before, cancelling: false } : before));
    }
  };

  return { job, failure, begin, cancel, forgive: () => setFailure(null) };
}
