import "@fontsource-variable/inter/wght.css";
import "@/app/mantine.css";
import "@/shared/ui/tokens.css";
import "@/shared/ui/base.css";
import { setNonce } from "get-nonce";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { App } from "@/app/app";
import { watchSession } from "@/shared/api/session";

const nonce = document.querySelector<HTMLMetaElement>("meta[name=csp-nonce]")?.content ?? "";
// Libraries that write a style element ask for the nonce; without it the content security policy refuses them.
setNonce(nonce);
watchSession();

const root = document.getElementById("root");
if (root) {
  createRoot(root).render(
    <StrictMode>
      <App nonce={nonce} />
    </StrictMode>,
  );
}
