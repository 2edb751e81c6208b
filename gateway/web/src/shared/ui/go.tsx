import { useNavigate } from "@tanstack/react-router";
import type { AnchorHTMLAttributes, MouseEvent } from "react";

/** A link to an address that the API gave; stays in the page. Only addresses of this host are followed. */
export function Go({ href, ...rest }: AnchorHTMLAttributes<HTMLAnchorElement> & { href: string }) {
  const navigate = useNavigate();
  const local = href.startsWith("/") && !href.startsWith("//");
  const go = (event: MouseEvent<HTMLAnchorElement>) => {
    if (event.defaultPrevented || event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey)
      return;
    event.preventDefault();
    void navigate({ href });
  };
  return local ? <a {...rest} href={href} onClick={go} /> : <span>{rest.children}</span>;
}
