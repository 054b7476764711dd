/** The odd ones of the pictures. */
import { tried } from "./tried";

tried(1, 2);
