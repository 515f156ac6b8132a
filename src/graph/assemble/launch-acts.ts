import type { ProjectEffects } from "../flow/project-effects.js";
import type { Scopes } from "../scopes.js";
import { PLAIN, settled, type ActRecord, type Subject } from "./act-record.js";
import { actorKey, type DocumentActs } from "./document-acts.js";

/** `runs` edges: from the step of a document, from the code that starts a process, or from the script that holds the command, to the started job. */
export function launchActs(effects: ProjectEffects, documents: DocumentActs, scopes: Scopes): readonly ActRecord[] {
  const jobs = new Map(effects.jobs.map((job) => [job.id, job]));
  return effects.launches.flatMap((launch): ActRecord[] => {
    const job = jobs.get(launch.job);
    const subject = starterOf(launch, jobs, documents);
    if (!job || subject.id === job.id) return [];
    return [{
      ...PLAIN, act: "runs", actor: "from", subject, resource: settled(job.id, job.kind, job.name), project: scopes.of(launch.path), effect: null, opaque: false, confidence: launch.confidence,
      evidence: [{ ...launch.at, via: launch.via, confidence: launch.confidence }],
    }];
  });
}

function starterOf(launch: ProjectEffects["launches"][number], jobs: ReadonlyMap<string, Subject>, documents: DocumentActs): Subject {
  const actor = launch.observation === null ? undefined : documents.actors.get(actorKey(launch.path, launch.observation));
  if (actor) return actor;
  const starter = launch.starter === null ? undefined : jobs.get(launch.starter);
  if (starter) return { id: starter.id, kind: starter.kind, name: starter.name, at: starter.at };
  return {
    id: `job:${launch.path}#<module>`, kind: "job", name: launch.path.slice(launch.path.lastIndexOf("/") + 1),
    at: { ...launch.at, line: 1, column: 1, endLine: 1, endColumn: 1 },
  };
}
