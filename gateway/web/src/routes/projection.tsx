import { useParams } from "@tanstack/react-router";
import { Projection } from "@/features/room/projection";
import { MoreMessages } from "@/shared/i18n";
import { room } from "@/shared/i18n/en/room";
import { BannerProvider } from "@/shared/label/banner";
import { LiveProvider } from "@/shared/live/provider";

/** `/meetings/$id/projection`: a window of its own, without frame. */
export function ProjectionPage() {
  const { id } = useParams({ from: "/meetings/$id/projection" });
  return (
    <LiveProvider>
      <BannerProvider>
        <MoreMessages words={room}>
          <Projection id={id} />
        </MoreMessages>
      </BannerProvider>
    </LiveProvider>
  );
}
