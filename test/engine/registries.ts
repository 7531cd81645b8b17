/** The registry of the lab's LAN, which takes anybody. */
export const openRegistry = '192.168.0.1:5000'
/** The one that takes nobody but its user. */
export const lockedRegistry = '192.168.0.1:5001'
export const lockedUser = { username: 'lab', password: 'lab-password' }
