export { NewItemView as NewItemRoute } from "@/features/information/new";
