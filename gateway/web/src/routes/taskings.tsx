export function TaskingsPage() {
  return null;
}
