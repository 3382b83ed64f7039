export { RecordsWorld } from './records-world.ts';
