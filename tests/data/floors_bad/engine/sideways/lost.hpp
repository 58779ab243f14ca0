// wrong: this folder is not a floor
#pragma once
