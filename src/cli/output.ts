import { mkdir, rename, writeFile } from "node:fs/promises";
import { dirname, resolve } from "node:path";

/** Writes a result to a file (atomically, folders made) or to stdout; a closed pipe is no error. */
export async function emit(text: string, file: string | undefined): Promise<void> {
  if (file !== undefined) {
    const path = resolve(file);
    await mkdir(dirname(path), { recursive: true });
    const temporary = `${path}.${process.pid}.tmp`;
    await writeFile(temporary, text);
    await rename(temporary, path);
    return;
  }
  await new Promise<void>((done) => {
    process.stdout.once("error", () => done());
    process.stdout.write(text, () => done());
  });
}
