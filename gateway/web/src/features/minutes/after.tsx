export function AfterFace(_: Record<string, unknown>) {
  return null;
}
