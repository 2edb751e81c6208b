export function ForumsPage() {
  return null;
}
