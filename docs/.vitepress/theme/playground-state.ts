import { ref } from 'vue';

/** Whether the playground is open; kept from page to page, so that a write can be followed by a read. */
export const playgroundIsOpen = ref(false);
