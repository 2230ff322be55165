/** Where `npm start` has the desk of this machine, unless told otherwise. */
export const LOCAL_DESK = 'http://127.0.0.1:4000';
