import type { Import } from "@/features/imports/types";
import { api, type Loaded } from "@/shared/api/client";
import { Problem } from "@/shared/api/problem";
import type { LabelInput } from "@/shared/api/types";

const TRIES = 6;
const later = (milliseconds: number) => new Promise<void>((done) => setTimeout(done, milliseconds));

/** What is said of a file that is to come. */
export interface ImportIn {
  name: string;
  label: LabelInput;
  profile: string | null;
}

/** Begins an import and sends its file. */
export async function begin(
  body: ImportIn,
  file: File,
  told: (bytes: number) => void,
  signal: AbortSignal,
): Promise<Import> {
  const made = await api.post<Import>("/imports", { ...body, size: file.size });
  await sendFile(made, file, told, signal);
  return made;
}

/** The import whose refused rows a file is, by its name; and whether an import is of such a file. */
export const refusedOf = (file: string): string | null => /^(IMP-\w+)-refused/.exec(file)?.[1] ?? null;
export const isAgain = ({ profile }: Import): boolean => profile.startsWith("IMP-");

/**
 * Sends the pieces of a file that the server does not have yet, one after the other, then says that it is whole. A piece
 * that a lost connection swallows is sent again; who comes back later with the same file goes on where it stopped.
 */
export async function sendFile(
  { id, piece_size: size, received_bytes: had }: Import,
  file: File,
  told: (bytes: number) => void,
  signal: AbortSignal,
): Promise<Import> {
  const pieces = Math.max(1, Math.ceil(file.size / size));
  for (let number = Math.min(pieces - 1, Math.floor(had / size)); number < pieces; number += 1) {
    signal.throwIfAborted();
    await sendPiece(`/imports/${id}/pieces/${number}`, file.slice(number * size, (number + 1) * size));
    told(Math.min(file.size, (number + 1) * size));
  }
  const { etag } = await api.read<Import>(`/imports/${id}`);
  return api.post<Import>(`/imports/${id}/received`, { pieces }, { etag });
}

async function sendPiece(path: string, piece: Blob): Promise<void> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      await api.post(path, piece);
      return;
    } catch (error) {
      const passing = error instanceof Problem && (error.offline || error.status >= 502);
      if (!passing || attempt >= TRIES) throw error;
      await later(500 * 2 ** attempt);
    }
  }
}

/** An act of an import on the version that is there now. */
export const act = (loaded: Loaded<Import>, name: string, body: unknown = {}) =>
  api.post<Import>(`/imports/${loaded.value.id}/${name}`, body, { etag: loaded.etag });
