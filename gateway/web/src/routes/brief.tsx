import { BriefView } from "@/features/brief/brief";

/** `/` */
export const BriefPage = () => <BriefView />;
