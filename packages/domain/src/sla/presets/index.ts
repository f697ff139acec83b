import { auAsicRg271 } from './au-asic-rg271';
import { iso10002 } from './iso-10002';
import { type Preset } from './preset';
import { socialMediaDesk } from './social-media-desk';
import { ukFcaDisp } from './uk-fca-disp';
import { usCfpb } from './us-cfpb';

export { auAsicRg271, iso10002, socialMediaDesk, ukFcaDisp, usCfpb };

/** All of them, for the reference and the command line. */
export const presets: readonly Preset[] = [ukFcaDisp, usCfpb, auAsicRg271, iso10002, socialMediaDesk];
