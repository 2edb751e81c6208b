import type { components } from "@/shared/api/schema.gen";
import type { LabelInput } from "@/shared/api/types";

type Api = components["schemas"];

export type Item = Api["SharedItem"];
export type Portion = Api["PortionView"];
export type Portions = Api["PortionList"];
export type SeenAs = Api["SeenAs"];
export type Attachment = Api["AttachmentView"];
export type Attachments = Api["AttachmentList"];
export type Change = Api["SharedChange"];
export type Kind = Api["SharedKind"];
export type PortionKind = Api["PortionKind"];

export const KINDS: Kind[] = ["document", "note", "announcement"];
export const PORTION_KINDS: PortionKind[] = ["heading", "paragraph", "bullet", "quote"];

/** A paragraph as it is written. Without a label it is read by who reads the title. */
export interface Block {
  key: string;
  kind: PortionKind;
  depth: number;
  text: string;
  label: LabelInput | null;
}
