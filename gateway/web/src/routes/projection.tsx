import { useParams } from "@tanstack/react-router";
import { Projection } from "@/features/room/projection";
import { BannerProvider } from "@/shared/label/banner";
import { LiveProvider } from "@/shared/live/provider";

/** `/meetings/$id/projection`: a window of its own, without frame. */
export function ProjectionPage() {
  const { id } = useParams({ from: "/meetings/$id/projection" });
  return (
    <LiveProvider>
      <BannerProvider>
        <Projection id={id} />
      </BannerProvider>
    </LiveProvider>
  );
}
