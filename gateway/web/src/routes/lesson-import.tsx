import { Link } from "@tanstack/react-router";
import { ImportView } from "@/features/lessons/import";
import { useT } from "@/shared/i18n";
import { Page } from "@/shared/ui/page";

/** `/lessons/imports` */
export function LessonImportRoute() {
  const t = useT();
  return (
    <Page title={t("lessons.import")} above={<Link to="/lessons">{t("lessons.title")}</Link>}>
      <ImportView />
    </Page>
  );
}
