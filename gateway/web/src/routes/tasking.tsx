export function TaskingPage() {
  return null;
}
