import { Button, Popover, SegmentedControl, Switch } from "@mantine/core";
import { useState } from "react";
import css from "@/app/person-menu.module.css";
import { Problem } from "@/shared/api/problem";
import { signOut } from "@/shared/api/session";
import { forgetDrafts } from "@/shared/drafts/drafts";
import { useCode, useList, useT } from "@/shared/i18n";
import { nationInSentence } from "@/shared/i18n/en/nation";
import { contrastOf, setAppearance, useAppearance } from "@/shared/ui/appearance";
import { useMe, useMyNation, useNames } from "@/shared/ui/names";
import { ProblemNotice } from "@/shared/ui/problem";

/** Who I am and for which nation, how the page looks, and the way out. */
export function PersonMenu() {
  const t = useT();
  const code = useCode();
  const list = useList();
  const me = useMe();
  const names = useNames();
  const nation = names(useMyNation());
  const appearance = useAppearance();
  const [fault, setFault] = useState<Problem | null>(null);
  const leave = async () => {
    setFault(null);
    try {
      await signOut(forgetDrafts);
    } catch {
      setFault(new Problem({ status: 0 }));
    }
  };
  return (
    <Popover position="bottom-end" width="18rem" shadow="md" trapFocus>
      <Popover.Target>
        <button type="button" className={css.who}>
          <span className={css.name}>{me.name}</span>
          <span className={css.nation}>{t("me.for", { nation: nationInSentence(nation) })}</span>
          <span className="hidden-text">{t("me.open")}</span>
        </button>
      </Popover.Target>
      <Popover.Dropdown aria-label={t("me.label", { name: me.name, nation: nationInSentence(nation) })}>
        <div className="stack">
          <div>
            <strong>{me.name}</strong>
            <div className="muted small">{list(me.roles.map((role) => code("role", role)))}</div>
          </div>
          <SegmentedControl
            fullWidth
            size="xs"
            aria-label={t("me.scheme")}
            value={appearance.scheme}
            onChange={(scheme) => setAppearance({ scheme: scheme as typeof appearance.scheme })}
            data={(["auto", "light", "dark"] as const).map((value) => ({
              value,
              label: t(`me.scheme.${value}`),
            }))}
          />
          <Switch
            label={t("me.contrast")}
            checked={contrastOf(appearance)}
            onChange={(event) => setAppearance({ contrast: event.currentTarget.checked ? "high" : "normal" })}
          />
          <Switch
            label={t("me.large")}
            checked={appearance.type === "large"}
            onChange={(event) => setAppearance({ type: event.currentTarget.checked ? "large" : "normal" })}
          />
          <Switch
            label={t("me.keys")}
            checked={appearance.keys}
            onChange={(event) => setAppearance({ keys: event.currentTarget.checked })}
          />
          <Button variant="default" onClick={() => void leave()}>
            {t("me.signOut")}
          </Button>
          {fault && <ProblemNotice error={fault} compact />}
        </div>
      </Popover.Dropdown>
    </Popover>
  );
}
