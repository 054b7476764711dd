/** The even ones of the pictures. */
import { tried } from "./tried";

tried(0, 2);
